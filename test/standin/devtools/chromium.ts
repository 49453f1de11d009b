import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Connection } from './connection.ts';
import { findChromium, findHeadlessChromium } from './find-chromium.ts';

export interface ChromiumOptions {
  /** The folder of Chromium's own profile. */
  readonly profileFolder: string;
  /** The port that others may drive it by, 0 for any; none is opened when undefined. */
  readonly debuggingPort: string | undefined;
  readonly headless: boolean;
  /** What the first window is called before a page says otherwise. */
  readonly title: string;
  readonly withoutSandbox: boolean;
}

export interface Chromium {
  readonly connection: Connection;
  readonly process: ChildProcess;
}

/** Of what Chromium says in vain, the last is enough to tell why it did not start. */
const keptLines = 5;

/**
 * Starts Chromium with nothing of its own: no first-run pages, no extensions, no talking to its maker, no names
 * resolved but this machine's.
 * @throws Error when there is none or it does not come up
 */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const program = options.headless ? findHeadlessChromium() : findChromium();
  if (program === undefined) throw new Error('Found no Chromium, Chrome or Edge. PORTCULLIS_CHROMIUM may name one.');
  const child = spawn(program, chromiumArguments(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // Out of reach of the terminal's Ctrl-C, which is the app's to answer.
    detached: process.platform !== 'win32',
    // Else its crash reports go to the folder of the person's own Chromium.
    env: { ...process.env, BREAKPAD_DUMP_LOCATION: options.profileFolder },
  });
  if (options.headless) comeLast(child.pid);
  const connection = new Connection(child.stdio[4] as Readable, child.stdio[3] as unknown as Writable);
  const lines: string[] = [];
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`${program} ended at once (${code ?? signal}):\n${lines.join('\n')}`));
    });
  });
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: child.stderr as Readable }).on('line', (line) => {
      lines.splice(0, lines.length - keptLines + 1);
      lines.push(line);
      if (line.startsWith('DevTools listening on ')) resolve(line);
    });
  });
  const answered = connection.send('Browser.getVersion');
  // Its pipe may be gone before its process, which knows more of the reason.
  await Promise.race([answered.catch(() => ended), ended]);
  if (options.debuggingPort !== undefined) {
    // Whoever drives waits for this line, as Electron prints it.
    process.stderr.write(`\n${await Promise.race([listening, ended])}\n`);
  }
  ended.catch(() => undefined);
  return { connection, process: child };
}

/**
 * What is drawn for nobody gives way to everything else. Linux shares a processor out between sessions first, and the browser
 * is one of its own (sched(7), autogroup).
 */
function comeLast(pid: number | undefined): void {
  if (pid === undefined || process.platform !== 'linux') return;
  try {
    writeFileSync(`/proc/${pid}/autogroup`, '10');
  } catch {
    // A kernel without such groups.
  }
}

function chromiumArguments(options: ChromiumOptions): string[] {
  const withoutSandbox = options.withoutSandbox || process.getuid?.() === 0;
  return [
    `--user-data-dir=${options.profileFolder}`,
    '--remote-debugging-pipe',
    ...(options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`]),
    // A window of an app has neither tabs nor an address bar; its page is replaced by the app's.
    ...(options.headless
      ? ['--headless=new', '--no-startup-window', '--disable-gpu', ...fewProcesses, shortLife]
      : [`--app=data:text/html,<title>${encodeURIComponent(options.title)}</title>`]),
    ...(withoutSandbox ? ['--no-sandbox', '--test-type'] : []),
    // What is forked in the sandbox's name; without one it is two processes for nothing.
    ...(withoutSandbox && options.headless ? ['--no-zygote'] : []),
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    '--no-proxy-server',
    '--deny-permission-prompts',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-breakpad',
    '--disable-backgrounding-occluded-windows',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-back-forward-cache',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--disable-extensions',
    '--disable-search-engine-choice-screen',
    '--disable-session-crashed-bubble',
    '--disable-sync',
    '--hide-crash-restore-bubble',
    '--metrics-recording-only',
    '--password-store=basic',
    '--use-mock-keychain',
    // One process a page: a frame of another origin is then in the same conversation.
    '--disable-site-isolation-trials',
    `--disable-features=${disabledFeatures.join(',')}`,
  ];
}

/** Drawing and network in the browser's own process: a window for nobody is up with two processes, not six. */
const fewProcesses = ['--in-process-gpu', '--enable-features=NetworkServiceInProcess2'];

/** V8's threads for collecting and optimizing cost a fifth of the work where much is written, and save a short test nothing. */
const shortLife = '--js-flags=--single-threaded';

const disabledFeatures = [
  'IsolateOrigins',
  'site-per-process',
  'IsolateSandboxedIframes',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
];
