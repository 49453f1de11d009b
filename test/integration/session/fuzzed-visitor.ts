// A process of its own that visits a hostile server: argv is the port, how often, how many at once, and a seed. It writes a line of
// JSON for each visit, and one of its memory.
import { connect } from 'node:net';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { HostKeyStore } from '../../../electron/core/ssh/host-key-store.ts';
import { openSshSession, type SshSession } from '../../../electron/core/ssh/ssh-session.ts';
import { asFailure } from '../../../electron/shared/failure.ts';
import { randomOf } from '../../support/random.ts';

const [port = 0, count = 0, width = 1, seed = 0] = process.argv.slice(2).map(Number);
const random = randomOf(seed);
/** Login and shell have half a minute each; the rest is slack for a machine under load. */
const longestVisitMs = 80_000;
const collectGarbage = (globalThis as { gc?: () => void }).gc ?? (() => undefined);

const put = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const hostKeys: HostKeyStore = {
  path: 'nowhere',
  entries: () => Promise.resolve([]),
  read: () => Promise.resolve({ entries: [], refused: [], warnings: [] }),
  remember: () => Promise.resolve(),
};

async function visit(): Promise<{ readonly code: string; readonly message?: string }> {
  const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), closed]);
  let answers = 0;
  try {
    const ssh = await openSshSession({
      socket,
      host: 'gate.example',
      port,
      address: '127.0.0.1',
      user: 'guest',
      ways: [{ kind: 'keyboard-interactive' }, { kind: 'password' }],
      agentSocket: undefined,
      hostKeys,
      onBanner: () => undefined,
      onWarning: () => undefined,
      questions: {
        async secret() {
          await setImmediate();
          answers += 1;
          return answers > 4 ? undefined : 'secret';
        },
        async acceptHostKey() {
          await setImmediate();
          return true;
        },
      },
    });
    await work(ssh);
    ssh.end();
    await closed;
    return { code: 'in' };
  } finally {
    socket.destroy();
  }
}

async function work(ssh: SshSession): Promise<void> {
  if (random.below(4) < 1) ssh.forward('127.0.0.1', 9).catch(() => undefined);
  const channel = await ssh.run('anything', { term: 'xterm', columns: 80, rows: 24 });
  channel.output.resume();
  channel.errors.resume();
  channel.input.write(Buffer.alloc(random.below(100_000)));
  channel.resize(100, 30);
  await Promise.race([channel.ended, delay(1000)]);
  await ssh.witness.isAlive(200);
}

async function inTime(): Promise<void> {
  const beganAt = performance.now();
  const limit = new AbortController();
  const tooLong = delay(longestVisitMs, { code: 'hang' }, { signal: limit.signal, ref: true });
  tooLong.catch(() => undefined);
  const outcome = await Promise.race([
    visit().catch((thrown) => {
      const { code, message } = asFailure(thrown);
      return { code, message };
    }),
    tooLong,
  ]);
  limit.abort();
  put({ ...outcome, tookMs: Math.round(performance.now() - beganAt) });
}

const memory = () => {
  collectGarbage();
  return process.memoryUsage().rss;
};

/** What everything takes that is loaded with the first of them. */
const warmUp = Math.min(Math.ceil(count / 4), 2 * width);
let left = count;
const go = async (until: number) => {
  while (left > until) {
    left -= 1;
    await inTime();
  }
};
const together = (until: number) => Promise.all(Array.from({ length: width }, () => go(until)));
await together(count - warmUp);
const before = memory();
let most = before;
const watching = setInterval(() => {
  most = Math.max(most, memory());
}, 2000);
await together(0);
clearInterval(watching);
put({ before, most: Math.max(most, memory()) });
