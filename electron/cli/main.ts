import { readFileSync } from 'node:fs';
import { pause } from '../core/cancel.ts';
import { dataFolderOf } from '../core/data-folder.ts';
import { endDespiteHanging, untilThreadsAreFree } from '../core/hanging-threads.ts';
import { asFailure } from '../shared/failure.ts';
import { withVisibleControls } from '../shared/unprintable.ts';
import { type Order, parseCommandLine } from './command-line.ts';
import { untilDataFolderHangs } from './data-folder-watch.ts';
import { type Interrupts, listenForInterrupts, readerGone } from './interrupts.ts';
import { createJsonReporter, createTextReporter, type Reporter } from './reporter.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { usageOn } from './usage.ts';

/** Runs the command line and ends the process with its exit status. */
export async function main(args: readonly string[]): Promise<void> {
  endDespiteHanging();
  const interrupts = listenForInterrupts();
  writeWithoutWaiting(process.stdout);
  writeWithoutWaiting(process.stderr);
  // Whoever reads our output may go away (a closed pipe, a closed terminal): the gate must be shut all the same.
  process.stdout.on('error', () => interrupts.end(readerGone));
  process.stderr.on('error', () => undefined);
  process.stdin.on('error', () => undefined);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown) => {
      writeError(`portcullis: ${asFailure(thrown).message}\n`);
      interrupts.end(255);
    });
  }
  // Something that cannot be cancelled (a file on a dead network drive) must not hold up who does not want to wait.
  interrupts.leave.addEventListener('abort', () => setTimeout(() => end(interrupts.exitStatus()), flushMs));
  const status = await run(args, interrupts);
  const flush = Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // A reader who has stopped reading is waited for, unless somebody has ended the work.
  if (interrupts.cancel.aborted) await Promise.race([flush, pause(flushMs)]);
  else await Promise.race([flush, onAbort(interrupts.cancel)]);
  await end(status);
}

const flushMs = 1000;
/** Longer than any disk that works takes for what has been begun. */
const threadsEndWithinMs = 500;

async function end(status: number | undefined): Promise<void> {
  await untilThreadsAreFree(threadsEndWithinMs);
  process.exit(status);
}

/** Settles where the shutting can come to no end. */
async function leaveWhereDiskHangs(reporter: Reporter, interrupts: Interrupts): Promise<number> {
  const dataFolder = dataFolderOf(process.env, process.platform);
  await untilDataFolderHangs(dataFolder, interrupts.isOver);
  reporter.say(
    `portcullis: left: ${dataFolder} does not answer; the gate may still be open, and is shut at the next start`,
  );
  return interrupts.exitStatus() ?? 255;
}

/**
 * Node's writes to a terminal wait until it takes them: one that is stopped (Ctrl-S, a dead connection) would stop
 * everything, signals and the shutting too. Node has no public word for it; without this one it is as it was.
 */
function writeWithoutWaiting(stream: NodeJS.WriteStream): void {
  if (!stream.isTTY || process.platform === 'win32') return;
  (stream as { _handle?: { setBlocking?(isBlocking: boolean): void } })._handle?.setBlocking?.(false);
}

function onAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function run(args: readonly string[], interrupts: Interrupts): Promise<number> {
  let order: Order;
  try {
    order = parseCommandLine(args);
  } catch (thrown) {
    writeError(`portcullis: ${asFailure(thrown).message}\n`);
    return 2;
  }
  const reporter = reporterFor(order);
  try {
    return await Promise.race([carryOut(order, reporter, interrupts), leaveWhereDiskHangs(reporter, interrupts)]);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'usage') {
      writeError(`portcullis: ${failure.message}\n`);
      return 2;
    }
    if (interrupts.leave.aborted && failure.code === 'cancelled') {
      reporter.say('portcullis: left: the gate may still be open, and is shut at the next start');
    } else {
      reporter.fail(failure);
    }
    return interrupts.exitStatus() ?? 255;
  }
}

/** Arguments, paths and names come along in messages, and must not steer the terminal. */
function writeError(text: string): void {
  process.stderr.write(withVisibleControls(text));
}

function reporterFor(order: Order): Reporter {
  if ('json' in order && order.json) return createJsonReporter(writeError);
  if (order.command === 'practice')
    return createTextReporter((text) => void process.stdout.write(withVisibleControls(text)), false);
  const isQuiet = order.command === 'connect' && !process.stderr.isTTY;
  return createTextReporter(writeError, isQuiet);
}

async function carryOut(order: Order, reporter: Reporter, interrupts: Interrupts): Promise<number> {
  switch (order.command) {
    case 'help':
      process.stdout.write(usageOn(process.platform));
      return 0;
    case 'version':
      process.stdout.write(`portcullis ${versionOfPackage()}\n`);
      return 0;
    default:
      return await runCommand(order, createRuntime(process.env, interrupts, reporter), reporter);
  }
}

/** What a command needs is loaded with it: half of the program is the SSH client and the practice server. */
async function runCommand(
  order: Exclude<Order, { readonly command: 'help' | 'version' }>,
  runtime: Runtime,
  reporter: Reporter,
): Promise<number> {
  switch (order.command) {
    case 'connect': {
      const { connect } = await import('./commands/connect.ts');
      return await connect(order, runtime, reporter);
    }
    case 'knock': {
      const { knock } = await import('./commands/knock.ts');
      return await knock(order, runtime, reporter);
    }
    case 'one-time': {
      const { oneTime } = await import('./commands/one-time.ts');
      return await oneTime(order, runtime, reporter);
    }
    case 'practice': {
      const { practice } = await import('./commands/practice.ts');
      return await practice(runtime, reporter, (text) => {
        if (!order.json) process.stdout.write(text);
      });
    }
    case 'check': {
      const { check } = await import('./commands/check.ts');
      return await check(order, runtime, reporter);
    }
    default: {
      const { gateCommand } = await import('./commands/gate.ts');
      return await gateCommand(order, runtime, reporter);
    }
  }
}

function versionOfPackage(): string {
  // Not by the door for files: it lies beside this program.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) return resolve();
    stream.write('', () => resolve());
  });
}
