import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGatekeeper } from '../../../electron/core/gate/gatekeeper.ts';
import { takeTurn } from '../../../electron/core/gate/journal/turns.ts';
import type { Lookup } from '../../../electron/core/ports.ts';
import type { Step } from '../../../electron/shared/sequence.ts';
import { failureOf } from '../../support/failure-of.ts';
import { listenTcp, listenUdp } from '../../support/loopback.ts';
import { makePlan, makePorts } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** macOS has no 127.0.0.2. */
const hasManyAddresses = process.platform !== 'darwin';

async function startTarget() {
  const [tcp, udp] = [await listenTcp(), await listenUdp()];
  const opening: Step[] = [
    { port: tcp.port, protocol: 'tcp' },
    { port: udp.port, protocol: 'udp' },
  ];
  return { tcp, udp, plan: makePlan({ opening, udpPayload: Uint8Array.of(7) }) };
}

function keeperOver(folder: string, lookup?: Lookup) {
  return createGatekeeper(makePorts(folder, lookup));
}

describe('knocks without a gate', () => {
  it('arrive once each, are told in order, and are noted nowhere', async () => {
    const folder = temporaryFolder();
    const { tcp, udp, plan } = await startTarget();
    const { observer, happenings } = recordAttempt();
    await keeperOver(folder).knock(plan, { observer });
    await Promise.all([tcp.arrived(1), udp.arrived(1)]);
    expect(udp.datagrams).toEqual([Buffer.of(7)]);
    expect(happenings).toEqual([
      { event: 'resolved', host: '127.0.0.1', address: '127.0.0.1', family: 4 },
      { event: 'sent', port: tcp.port, protocol: 'tcp', purpose: 'open', step: 1, of: 2 },
      { event: 'sent', port: udp.port, protocol: 'udp', purpose: 'open', step: 2, of: 2 },
    ]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files).toEqual([]);
    expect(tcp.count()).toBe(1);
  });

  it.skipIf(!hasManyAddresses)('go to one address of a name', async () => {
    const { tcp, plan } = await startTarget();
    const other = await listenTcp(undefined, { port: tcp.port, host: '127.0.0.2' });
    const found = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const keeper = keeperOver(temporaryFolder(), () => Promise.resolve(found));
    await keeper.knock({ ...plan, host: 'gate.example' }, recordAttempt());
    await tcp.arrived(1);
    expect(other.count()).toBe(0);
  });

  it.skipIf(!hasManyAddresses).each(['127.0.0.1', '127.0.0.2'])(
    'wait while another process knocks at any address of the name (%s)',
    async (at) => {
      const folder = temporaryFolder();
      const { tcp, plan } = await startTarget();
      const turn = await takeTurn(join(folder, 'queue', at));
      const found = ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 }));
      const heard = recordAttempt();
      const isQueued = new Promise<void>((resolve) =>
        heard.when((what) => 'kind' in what && what.kind === 'queued', resolve),
      );
      const target = { ...plan, host: 'gate.example', opening: [{ port: tcp.port, protocol: 'tcp' as const }] };
      const { port } = tcp;
      await tcp.close();
      const listener = await listenTcp(undefined, { port, host: '127.0.0.2' });
      const knocking = keeperOver(folder, () => Promise.resolve(found)).knock(target, { observer: heard.observer });
      await isQueued;
      expect(heard.sent()).toEqual([]);
      await turn.end();
      await knocking;
      await listener.arrived(1);
    },
  );

  it('are cancelled while they wait', async () => {
    const folder = temporaryFolder();
    const { tcp, plan } = await startTarget();
    const turn = await takeTurn(join(folder, 'queue', '127.0.0.1'));
    const cancel = new AbortController();
    const heard = recordAttempt();
    heard.when(
      (what) => 'kind' in what && what.kind === 'queued',
      () => cancel.abort(),
    );
    const options = { observer: heard.observer, signal: cancel.signal };
    expect((await failureOf(keeperOver(folder).knock(plan, options))).code).toBe('cancelled');
    await turn.end();
    expect(heard.sent()).toEqual([]);
    expect(tcp.count()).toBe(0);
  });

  it('at a name that nobody knows are none', async () => {
    const { plan } = await startTarget();
    const heard = recordAttempt();
    const failure = await failureOf(
      keeperOver(temporaryFolder()).knock({ ...plan, host: 'gate.example' }, { observer: heard.observer }),
    );
    expect(failure.code).toBe('name-unknown');
    expect(heard.happenings).toEqual([]);
  });
});
