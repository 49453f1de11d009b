import { formatSequence } from '../../../electron/shared/sequence.ts';
import { type Person, writeProfile } from '../../support/command-line.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { startWatchedGate } from '../practice/visitor.ts';

/** A practice gate of the test's own, and a profile file for it that logs in with its password. */
export async function startOwnGate(person: Person, name = 'web') {
  const { gate } = await startWatchedGate();
  mustNotLeak({ text: gate.password });
  for (const steps of [gate.opening, gate.closing]) mustNotLeak({ ports: steps.map(({ port }) => port) });
  const content = {
    host: gate.profile.host,
    port: gate.port,
    user: gate.user,
    knock: { open: formatSequence(gate.opening), close: formatSequence(gate.closing), delayMs: 20 },
    auth: { kind: 'password' },
  } as const;
  return { gate, content, profile: writeProfile(person, name, content) };
}
