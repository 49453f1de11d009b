import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from './commands.ts';

/** A real ssh-agent. */
export interface Agent {
  readonly socket: string;
  /** Removes all keys, and adds these, in this order. */
  hold(...keys: readonly string[]): Promise<void>;
  /** As `ssh-add -x`. */
  lock(): Promise<void>;
}

/** Starts an agent, its socket in `folder`; it ends with the test. */
export async function startAgent(folder: string): Promise<Agent> {
  const socket = join(folder, `agent-${randomBytes(6).toString('hex')}`);
  const output = await run('ssh-agent', ['-s', '-a', socket]);
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(output)?.[1]);
  onTestFinished(() => void process.kill(pid, 'SIGKILL'));
  const env = { SSH_AUTH_SOCK: socket };
  return {
    socket,
    async hold(...keys) {
      await run('ssh-add', ['-q', '-D'], { env });
      for (const key of keys) await run('ssh-add', ['-q', key], { env });
    },
    async lock() {
      const askpass = `${socket}-askpass`;
      writeFileSync(askpass, '#!/bin/sh\necho locked\n', { mode: 0o700 });
      await run('ssh-add', ['-x'], { env: { ...env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force' } });
    },
  };
}

/** Makes so many ed25519 keys that nobody knows. @returns their files */
export async function makeOtherKeys(folder: string, count: number): Promise<readonly string[]> {
  const files = Array.from({ length: count }, () => join(folder, `other-${randomBytes(6).toString('hex')}`));
  for (const file of files) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'other', '-f', file]);
  return files;
}
