import { isIP } from 'node:net';
import { Failure } from '../../shared/failure.ts';
import { whyNotHost } from '../../shared/host.ts';
import type { Protocol } from '../../shared/sequence.ts';

/** The programs that can knock on a jump host, the cleanest first. */
const hopTools = ['knock', 'nc', 'ncat', 'bash'] as const;
export type HopTool = (typeof hopTools)[number];

export interface HopKnock {
  /** An address literal. */
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly udpPayload: Uint8Array;
}

/** What a shell without a person finds, on systems that keep their tools elsewhere too. */
const searchPath = 'PATH=$PATH:/usr/local/bin:/usr/sbin:/sbin';
const mark = 'portcullis';
/**
 * How long a SYN is held. The kernel repeats it after 1 s (measured); a slow machine needs its time to send it at all, and for
 * ncat, with its many libraries, a busy one needed more than 0.2 s.
 */
const heldS = { nc: 0.2, ncat: 0.5, bash: 0.2 } as const;

/**
 * Says which tools there are: a line each. nc and ncat count when they can look without sending (`-z`), bash when the
 * system's `sleep` takes parts of a second, since its connections must be broken off before the second SYN.
 */
export const findToolsCommand = inShell(
  [
    searchPath,
    'knock -V 2>/dev/null | grep -q knock && echo portcullis:knock',
    'for t in nc ncat; do $t -h 2>&1 | grep -q -e "-z" && echo portcullis:$t; done',
    'sleep 0.01 2>/dev/null && bash -c "exit 0" 2>/dev/null && echo portcullis:bash',
    'true',
  ].join('; '),
);

/** The tools that `findToolsCommand` has found, in the order of `hopTools`. Whatever else a login prints is left out. */
export function toolsIn(output: string): readonly HopTool[] {
  const lines = new Set(output.split(/\r?\n/).map((line) => line.trim()));
  return hopTools.filter((tool) => lines.has(`${mark}:${tool}`));
}

/**
 * The command that sends one knock, or undefined where the tool cannot. Nothing goes into it but numbers and address literals.
 * @throws Failure `internal` for anything else
 */
export function knockCommand(tool: HopTool, { address, port, protocol, udpPayload }: HopKnock): string | undefined {
  const to = { address: addressWord(address), port: portWord(port) };
  const isUsualPayload = udpPayload.length === 1 && udpPayload[0] === 0;
  if (tool === 'knock') {
    if (protocol === 'udp' && !isUsualPayload) return undefined;
    const family = isIP(address) === 6 ? '-6 ' : '';
    return inShell(`${searchPath}; knock ${family}${to.address} ${to.port}:${protocol}`);
  }
  // Nothing to send is no datagram for these.
  if (protocol === 'udp' && udpPayload.length === 0) return undefined;
  const bytes = `printf "${octal(udpPayload)}"`;
  if (tool === 'bash') {
    const device = `/dev/${protocol}/${to.address}/${to.port}`;
    const script = protocol === 'udp' ? `${bytes} >${device}` : brokenOff(`(exec 3<>${device})`, heldS.bash);
    return `bash -c '${script}'`;
  }
  const knock =
    protocol === 'udp'
      ? `${bytes} | ${tool} -u -w 1 ${to.address} ${to.port}`
      : `${tool} -z -w 1 ${to.address} ${to.port} </dev/null`;
  return inShell(`${searchPath}; ${brokenOff(knock, heldS[tool])}`);
}

/**
 * The command that lists a name's addresses as the jump host knows them.
 * @throws Failure `host-invalid`
 */
export function lookupCommand(host: string): string {
  const why = whyNotHost(host);
  if (why !== undefined) throw new Failure('host-invalid', `The host cannot be used: ${why}.`);
  if (!/^[A-Za-z0-9._-]+$/.test(host)) throw unsafe();
  return inShell(`getent ahosts ${host}`);
}

/** The addresses in what `getent ahosts` says, each once, in its order. */
export function addressesIn(output: string): readonly { readonly address: string; readonly family: number }[] {
  const words = output.split('\n').map((line) => line.trim().split(/\s+/)[0] ?? '');
  return [...new Set(words)].flatMap((address) => {
    const family = isIP(address);
    return family === 0 || address.includes('%') ? [] : [{ address, family }];
  });
}

/** Runs a program aside and ends it before the kernel repeats its SYN; one that cannot sleep so short ends by itself. */
function brokenOff(program: string, afterS: number): string {
  return `${program} >/dev/null 2>&1 & p=$!; (sleep ${afterS} || sleep 1) 2>/dev/null; kill -9 $p 2>/dev/null; wait $p 2>/dev/null; true`;
}

/** Whatever the login shell is: quoted so that fish and csh take it as it is. */
function inShell(script: string): string {
  return `sh -c '${script}'`;
}

function addressWord(address: string): string {
  // A zone is an interface's name: of that host, and text.
  if (isIP(address) === 0 || !/^[0-9A-Fa-f.:]+$/.test(address)) throw unsafe();
  return address;
}

function portWord(port: number): string {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw unsafe();
  return String(port);
}

function octal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

function unsafe(): Failure {
  return new Failure('internal', 'A command for a jump host was to hold something else than a number or an address.');
}
