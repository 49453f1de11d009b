import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Authentication } from '../../electron/shared/profile.ts';
import type { SecretQuestion } from '../../electron/shared/question.ts';
import { proof } from '../support/proof.ts';
import { randomOf } from '../support/random.ts';
import { users } from './bed/accounts.ts';
import { type Agent, makeOtherKeys, startAgent } from './bed/agent.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { logInAtBed } from './bed-login.ts';
import { watched } from './gate-profile.ts';

/** What sshd wants, in which order; and the user from whom it can have it: for a code alone, for both, or for passwords. */
const orders: { readonly [methods: string]: string } = {
  stock: users.password,
  publickey: users.password,
  password: users.password,
  'keyboard-interactive': users.code,
  'publickey,password': users.password,
  'password,publickey': users.password,
  'publickey,keyboard-interactive': users.keyAndCode,
  'keyboard-interactive,publickey': users.keyAndCode,
  'publickey,publickey': users.password,
  'password,keyboard-interactive': users.password,
  'keyboard-interactive,password': users.password,
  'publickey,password,keyboard-interactive': users.password,
};
/** MaxAuthTries, each at a port of its own. */
const tries = [2, 3, 6] as const;
const portOf = (most: number) => 2200 + most;
/** What a person has: keys, and answers to all questions; passwords alone; no keys, but codes too. */
const means = ['key', 'agent of 1', 'agent of 5', 'agent of 6', 'password', 'code'] as const;

interface Row {
  readonly order: string;
  readonly most: (typeof tries)[number];
  readonly has: (typeof means)[number];
  /** In a batch nobody answers. */
  readonly isBatch: boolean;
}

const rows: readonly Row[] = Object.keys(orders).flatMap((order) =>
  tries.flatMap((most) =>
    means.flatMap((has) => {
      const row = { order, most, has };
      const hasKeys = has !== 'password' && has !== 'code';
      return [{ ...row, isBatch: false }, ...(hasKeys ? [{ ...row, isBatch: true }] : [])];
    }),
  ),
);
const nameOf = ({ order, most, has, isBatch }: Row) => `${order}, ${most} tries, ${has}${isBatch ? ', batch' : ''}`;

const { size, seed, found } = proof('login-matrix', { sample: 24, whole: rows.length, unit: 'logins' });
const random = randomOf(seed);

function drawn<T>(all: readonly T[], count: number): T[] {
  const left = [...all];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0] as T);
}

const ways: { readonly [has: string]: (bed: Bed) => readonly Authentication[] } = {
  key: ({ keys }) => [keys.plain, keys.pemRsa].map((path) => ({ kind: 'key', path })),
  agent: () => [{ kind: 'agent' }],
};
const asking = [{ kind: 'keyboard-interactive' }, { kind: 'password' }] as const;

it('where ssh is let in, so are we', { timeout: size * 5000 + 60_000 }, async () => {
  const bed = watched(await startBed({ firewall: 'none' }));
  onTestFinished(() => bed.stop());
  const others = await makeOtherKeys(bed.folder, 5);
  const agents = new Map<string, Agent>();
  for (const has of means) if (has.startsWith('agent')) agents.set(has, await startAgent(bed.folder));
  const chosen = new Set(drawn(rows, size));
  const passed = { both: 0, 'only us': 0, neither: 0 };
  const worse: string[] = [];
  for (const [order, user] of Object.entries(orders)) {
    const here = [...chosen].filter((row) => row.order === order);
    if (here.length === 0) continue;
    const matches = tries.flatMap((most) => [
      ...[`Match LocalPort ${portOf(most)}`, `MaxAuthTries ${most}`],
      ...(order === 'stock' ? [] : [`AuthenticationMethods ${order}`]),
    ]);
    await bed.sshd.restart({ ports: tries.map(portOf), matches });
    for (const [has, agent] of agents) {
      const count = Number(has.slice(-1));
      const good = count === 1 ? [bed.keys.plain] : [bed.keys.plain, bed.keys.pemRsa];
      await agent.hold(...drawn([...good, ...others.slice(0, count - good.length)], count));
    }
    for (const row of here) {
      const agentSocket = agents.get(row.has)?.socket;
      const code = await bed.totp();
      const isLetIn = await ssh(bed, row, { user, agentSocket, code });
      const named = ways[row.has.split(' ')[0] ?? '']?.(bed) ?? [];
      const answer = (question: SecretQuestion) => answerOf(question, row, { password: bed.secrets.password, code });
      const plan = { user, port: portOf(row.most), ways: [...named, ...asking], agentSocket };
      const { failure } = await logInAtBed({ ...plan, ...(row.isBatch ? {} : { answer }) });
      passed[isLetIn ? 'both' : failure === undefined ? 'only us' : 'neither'] += 1;
      if (isLetIn && failure !== undefined) worse.push(`${nameOf(row)}: ${failure.message}`);
    }
  }
  const { both, ...rest } = passed;
  found(
    `${both - worse.length} of the ${both} that ssh passes; ${rest['only us']} more; ${rest.neither} that neither does`,
  );
  expect(worse).toEqual([]);
  expect(both).toBeGreaterThan(0);
});

function answerOf(
  question: SecretQuestion,
  { has }: Row,
  secrets: { readonly password: string; readonly code: string },
) {
  const isCode = question.kind === 'interactive' && /code/i.test(question.prompt);
  if (!isCode) return secrets.password;
  return has === 'password' ? undefined : secrets.code;
}

/** Logs in with the machine's own client. @returns whether it was let in */
function ssh(
  bed: Bed,
  { has, most, isBatch }: Row,
  {
    user,
    agentSocket,
    code,
  }: { readonly user: string; readonly agentSocket: string | undefined; readonly code: string },
): Promise<boolean> {
  const files = {
    askpass: join(bed.folder, 'askpass'),
    password: join(bed.folder, 'password'),
    code: join(bed.folder, 'code'),
  };
  writeFileSync(files.password, bed.secrets.password, { mode: 0o600 });
  writeFileSync(files.code, code, { mode: 0o600 });
  const ofCode = has === 'password' ? 'exit 1' : `cat '${files.code}'`;
  const script = `#!/bin/sh\ncase "$1" in *code*) ${ofCode};; *) cat '${files.password}';; esac\n`;
  writeFileSync(files.askpass, script, { mode: 0o700 });
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'GlobalKnownHostsFile=/dev/null'];
  const keys = has === 'key' ? ['-i', bed.keys.plain, '-i', bed.keys.pemRsa] : ['-o', 'IdentityFile=none'];
  const agent = agentSocket === undefined ? 'IdentityAgent=none' : `IdentityAgent=${agentSocket}`;
  const batch = `BatchMode=${isBatch ? 'yes' : 'no'}`;
  const args = ['-F', 'none', ...[...options, agent, batch].flatMap((option) => ['-o', option]), ...keys];
  const env = { ...process.env, SSH_ASKPASS: files.askpass, SSH_ASKPASS_REQUIRE: 'force', SSH_AUTH_SOCK: '' };
  return new Promise((resolve) => {
    const where = ['-p', String(portOf(most)), `${user}@${bed.gate.ipv4}`, 'true'];
    execFile('ssh', [...args, ...where], { env, timeout: 30_000 }, (error) => resolve(error === null)).stdin?.end();
  });
}
