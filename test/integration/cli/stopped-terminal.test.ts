import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPerson, launcher, productNode } from '../../support/command-line.ts';
import { startOwnGate } from './own-gate.ts';

const stop = '\u0013';

it.skipIf(process.platform !== 'linux')(
  'a terminal that takes nothing keeps neither the gate open nor the process alive',
  { timeout: 60_000 },
  async () => {
    const person = createPerson();
    const { gate, profile } = await startOwnGate(person);
    const [secrets, pidFile] = [join(person.documents, 'secrets'), join(person.documents, 'pid')];
    writeFileSync(secrets, `${gate.password}\n`, { mode: 0o600 });
    const opened = new Promise<void>((resolve) => {
      gate.onDidChange(() => {
        if (gate.isOpen()) resolve();
      });
    });
    const order = `connect ${profile} --run 'seq 1 100000' --accept-new --secrets-fd 3 3<${secrets}`;
    // What is read comes after the stop: from then on nothing is taken.
    const command = `echo $$ >${pidFile}; read -r line; exec ${productNode} ${launcher} ${order}`;
    const terminal = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...process.env, HOME: person.home, XDG_STATE_HOME: '', SHELL: '/bin/sh' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    onTestFinished(() => void terminal.kill('SIGKILL'));
    const ended = new Promise((resolve) => terminal.once('exit', resolve));
    terminal.stdin.write(`${stop}\n`);
    await opened;
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM');
    expect([await ended, gate.isOpen()]).toEqual([143, false]);
  },
);
