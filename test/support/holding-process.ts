// A process of its own that holds a gate open: argv is the data folder, the profile's JSON, and for whom it holds.
import { createGatekeeper } from '../../electron/core/gate/gatekeeper.ts';
import { gatePlanOf } from '../../electron/shared/gate-plan.ts';
import { makePorts } from './made-gate.ts';

const [folder = '', profile = '', as = 'session'] = process.argv.slice(2);
const observer = { happened: () => undefined, noticed: () => undefined };
const keeper = createGatekeeper(makePorts(folder));
await keeper.hold(gatePlanOf(JSON.parse(profile)), as === 'hand' ? 'hand' : 'session', { observer });
process.stdout.write('holding\n');
setInterval(() => undefined, 1000);
