import { join } from 'node:path';
import { type PracticeGate, startPracticeGate } from '../../core/practice/practice-gate.ts';
import { knownHostsOf } from '../../core/ssh/known-hosts-of.ts';
import type { Runtime } from '../runtime.ts';
import type { Target } from './target.ts';

/** The practice gate as a target: its key is known, and its password answers by itself. */
export async function practiceTarget(runtime: Runtime): Promise<Target & { readonly gate: PracticeGate }> {
  const gate = await startPracticeGate({ folder: join(runtime.dataFolder, 'practice') });
  return {
    gate,
    profile: gate.profile,
    hops: [],
    ways: [{ kind: 'password' }],
    questionsOf: () => ({
      secret: () => Promise.resolve(gate.password),
      acceptHostKey: () => Promise.resolve(false),
    }),
    services: { ...runtime.services, hostKeys: knownHostsOf(gate.address, gate.port, gate.hostKey.publicKey) },
    stop: () => gate.stop(),
  };
}
