import { join } from 'node:path';
import { gatePlanOf } from '../../shared/gate-plan.ts';
import { practiceProfileId } from '../../shared/views/session-view.ts';
import { practiceAddress } from '../practice/knock-listeners.ts';
import { type PracticeGate, startPracticeGate } from '../practice/practice-gate.ts';
import { practiceUser } from '../practice/shell/system-commands.ts';
import { createKeyFileVault } from '../secrets/key-file-vault.ts';
import { createServices, type Services } from '../services.ts';
import { knownHostsOf } from '../ssh/known-hosts-of.ts';
import type { GateSource } from './gates/journal-reader.ts';
import type { Target } from './target.ts';

/** What is known of the practice gate without starting it. */
export const practiceHead = {
  name: 'Practice gate',
  user: practiceUser,
  host: practiceAddress,
  openingSteps: 3,
} as const;

/** The practice gate: started at its first use, and kept while the app runs. */
export interface PracticeHouse {
  /** @throws Failure `practice-unusable`; the next call tries again */
  target(): Promise<Target>;
  /** Its journal; undefined while it does not run. */
  source(): GateSource | undefined;
  /** Its SSH port; 0 while it does not run. */
  port(): number;
  stop(): Promise<void>;
}

/**
 * @param folder its host key, and a journal of its own: a practice gate ends with its process, so that what a dead one
 * left there is nobody's open gate, and is struck out at the next start
 */
export function createPracticeHouse(folder: string): PracticeHouse {
  const services = createServices({
    dataFolder: folder,
    vault: createKeyFileVault(join(folder, 'vault-key')),
    lookup: () => Promise.resolve([]),
    knownHostsFiles: [],
  });
  let starting: Promise<PracticeGate> | undefined;
  let running: PracticeGate | undefined;

  const start = async (): Promise<PracticeGate> => {
    const { gates } = await services.gatekeeper.known();
    for (const { id, sessions } of gates) if (sessions === 0) await services.gatekeeper.forgetKnown(id);
    running = await startPracticeGate({ folder });
    return running;
  };

  return {
    async target() {
      starting ??= start().catch((thrown) => {
        starting = undefined;
        throw thrown;
      });
      return targetOf(await starting, services);
    },
    source: () =>
      running && {
        gatekeeper: services.gatekeeper,
        profilesOf: ({ port }) => Promise.resolve(port === running?.port ? [practiceProfileId] : []),
      },
    port: () => running?.port ?? 0,
    async stop() {
      await starting?.then(
        (gate) => gate.stop(),
        () => undefined,
      );
    },
  };
}

/** Its password answers by itself, and its host key is known. */
function targetOf(gate: PracticeGate, services: Services): Target {
  return {
    profileId: practiceProfileId,
    profile: gate.profile,
    hops: [],
    plan: gatePlanOf(gate.profile),
    services: { ...services, hostKeys: knownHostsOf(gate.address, gate.port, gate.hostKey.publicKey) },
    ways: [{ kind: 'password' }],
    secrets: { kept: () => Promise.resolve(gate.password) },
  };
}
