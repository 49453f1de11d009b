import { lookup } from 'node:dns/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { settleDataFolder } from '../core/data-move/settle-data-folder.ts';
import type { FolderNotice } from '../core/files/guard-data-folder.ts';
import { createKeyFileVault } from '../core/secrets/key-file-vault.ts';
import { createServices, type Services } from '../core/services.ts';
import { userKnownHostsFiles } from '../core/ssh/host-key-store.ts';
import type { GateEnding } from '../shared/timeline.ts';
import type { Interrupts } from './interrupts.ts';
import type { Reporter } from './reporter.ts';

/** What every command works with. */
export interface Runtime {
  readonly services: Services;
  readonly dataFolder: string;
  readonly interrupts: Interrupts;
  readonly environment: NodeJS.ProcessEnv;
}

/** Wires the core for the command line: a key file for a vault, the system's resolver, the user's own folders. */
export function createRuntime(environment: NodeJS.ProcessEnv, interrupts: Interrupts, reporter: Reporter): Runtime {
  const { folder: dataFolder, notices } = settleDataFolder(environment, process.platform);
  const tell = ({ message, remedy }: FolderNotice) => reporter.say(`portcullis: ${message}\n  ${remedy}`);
  notices.forEach(tell);
  const services = createServices({
    dataFolder,
    vault: createKeyFileVault(join(dataFolder, 'vault-key')),
    lookup: (host) => lookup(host, { all: true, verbatim: true }),
    knownHostsFiles: userKnownHostsFiles(homedir()),
  });
  services.folderNotices.forEach(tell);
  return { services, dataFolder, interrupts, environment };
}

/** The exit status when a command succeeded and its gate could not be seen shut. */
export const gateNotShut = 254;

/** A command's exit status, with what became of its gate. */
export function exitStatusOf(status: number, ending: GateEnding | undefined): number {
  return status === 0 && isInDoubt(ending) ? gateNotShut : status;
}

/** Whether a gate is open, or may be: one at which few dials are made is looked at later, and is in no doubt. */
export function isInDoubt(ending: GateEnding | undefined): boolean {
  if (ending?.kind === 'awaited') return ending.why !== 'few-dials';
  return ending?.kind === 'open' || ending?.kind === 'unknown';
}
