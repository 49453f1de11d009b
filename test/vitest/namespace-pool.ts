import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { inNamespace } from '../run/components.mjs';
// @ts-expect-error: as above
import { namespaceEnvironment, privateFolders } from '../run/environment.mjs';

/**
 * Runs each test file in a process that has a network, mounts, process ids and folders of its own, so that files can run
 * side by side: vitest's own pool of forks, with `unshare` before Node. Only for root on Linux.
 */
export const namespacePool: PoolRunnerInitializer = {
  name: 'namespaces',
  createPoolWorker: (options) => new NamespaceWorker(options),
};

class NamespaceWorker implements PoolWorker {
  readonly name = namespacePool.name;
  readonly cacheFs = true;
  readonly #options: PoolOptions;
  readonly #streams: readonly (readonly [NodeJS.WritableStream, 'stdout' | 'stderr'])[];
  #child: ChildProcess | undefined;

  constructor(options: PoolOptions) {
    const { outputStream, errorStream } = options.project.vitest.logger;
    this.#options = options;
    this.#streams = [
      [outputStream, 'stdout'],
      [errorStream, 'stderr'],
    ];
  }

  get #running(): ChildProcess {
    if (this.#child === undefined) throw new Error('The worker has not been started');
    return this.#child;
  }

  async start(): Promise<void> {
    const { distPath, env, execArgv, project } = this.#options;
    // A browser draws for as long as it is let: what measures a pace, a daemon's or a gate's, comes first.
    const politely = project.name.startsWith('e2e') ? ['nice', '-n', '10'] : [];
    const [execPath, ...before] = [...politely, ...inNamespace] as [string, ...string[]];
    const child = fork(join(distPath, 'workers', 'forks.js'), [], {
      execPath,
      execArgv: [...before, process.execPath, ...execArgv],
      env: namespaceEnvironment({ ...env, ...privateFolders(mkdtempSync(join(tmpdir(), 'lane-'))) }),
      stdio: 'pipe',
      serialization: 'advanced',
    });
    this.#child = child;
    for (const [target, name] of this.#streams) {
      target.setMaxListeners(target.getMaxListeners() + 1);
      child[name]?.pipe(target, { end: false });
    }
    await once(child, 'spawn');
  }

  /** All that the file has left running ends with its first process. */
  async stop(): Promise<void> {
    const child = this.#running;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    for (const [target] of this.#streams) target.setMaxListeners(target.getMaxListeners() - 1);
  }

  on(event: string, callback: (...args: unknown[]) => void): void {
    this.#running.on(event, callback);
  }

  off(event: string, callback: (...args: unknown[]) => void): void {
    this.#running.off(event, callback);
  }

  send(message: WorkerRequest): void {
    this.#running.send(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }
}
