import { Failure } from '../../../shared/failure.ts';
import { plainServerText } from '../../../shared/server-text.ts';
import { type AgentKey, listAgentKeys } from '../agents/agent-client.ts';
import type { LoginWay } from '../default-ways.ts';
import { keyTypeOf } from '../fingerprint.ts';
import { type PrivateKeyFile, readPrivateKey } from '../key-file.ts';
import { agentIdentity, fileIdentity, type Identity, identityWords } from './identity.ts';
import type { LoginPlan } from './login-plan.ts';

/** One thing to try. */
export interface Offer {
  readonly way: LoginWay;
  /** The key, where it is one. */
  readonly identity?: Identity;
  /** How often the person was asked for it before. */
  readonly tries: number;
}

/** What cannot be used, and the way that it was to be. */
export type OnUnusable = (failure: Failure, way: LoginWay) => void;

/**
 * What there is to try, in the order of the ways. A key whose twin is in an agent is signed with there, and asks for no passphrase; each
 * is offered once; of an agent those come first whose file is among the ways, as ssh(1) has it.
 * @param onUnusable hears of whatever was named and cannot be used
 * @throws Failure `cancelled`
 */
export async function offersOf(plan: LoginPlan, onUnusable: OnUnusable): Promise<readonly Offer[]> {
  const agents = createAgents(plan);
  const files = await readFiles(plan, onUnusable);
  const holderOf = async (publicKey: Buffer) => {
    for (const socket of agents.sockets) {
      // What is wrong with an agent that nobody has named is nobody's business.
      const keys = await agents.keysOf(socket).catch(() => []);
      const key = keys.find(({ blob }) => blob.equals(publicKey));
      if (key !== undefined) return { socket, key };
    }
    return undefined;
  };
  const named = new Set([...files.values()].flatMap(({ publicKey }) => publicKey?.toString('base64') ?? []));
  const taken = new Set<string>();
  const offers: Offer[] = [];
  const add = (way: LoginWay, identity: Identity) => {
    const mark = identity.publicKey?.toString('base64');
    if (mark !== undefined && taken.has(mark)) return;
    if (mark !== undefined) taken.add(mark);
    offers.push({ way, identity, tries: 0 });
  };
  for (const way of plan.ways) {
    if (way.kind === 'agent') {
      const socket = way.socket ?? plan.agentSocket ?? '';
      const keys = await usableKeys(
        () => agents.keysOf(socket),
        plan,
        (failure) => onUnusable(failure, way),
      );
      const isNamed = ({ blob }: AgentKey) => named.has(blob.toString('base64'));
      for (const key of [...keys.filter(isNamed), ...keys.filter((key) => !isNamed(key))])
        add(way, agentIdentity({ socket, signal: plan.signal }, key));
    } else if (way.kind === 'key') {
      const file = files.get(way);
      if (file === undefined) continue;
      const held = file.publicKey && (await holderOf(file.publicKey));
      if (held === undefined) add(way, fileIdentity(way.path, file, plan.questions));
      else add(way, agentIdentity({ socket: held.socket, path: way.path, signal: plan.signal }, held.key));
    } else {
      offers.push({ way, tries: 0 });
    }
  }
  return offers;
}

/** Each agent is asked once for its keys. */
function createAgents({ ways, agentSocket, signal }: LoginPlan) {
  const named = ways.flatMap((way) => (way.kind === 'agent' && way.socket !== undefined ? [way.socket] : []));
  const lists = new Map<string, Promise<readonly AgentKey[]>>();
  return {
    sockets: new Set([...named, ...(agentSocket === undefined || agentSocket === '' ? [] : [agentSocket])]),
    keysOf(socket: string): Promise<readonly AgentKey[]> {
      const list = lists.get(socket) ?? (socket === '' ? Promise.reject(noAgent()) : listAgentKeys(socket, signal));
      lists.set(socket, list);
      return list;
    },
  };
}

async function readFiles(plan: LoginPlan, onUnusable: OnUnusable): Promise<ReadonlyMap<LoginWay, PrivateKeyFile>> {
  const files = new Map<LoginWay, PrivateKeyFile>();
  for (const way of plan.ways) {
    if (way.kind !== 'key') continue;
    try {
      const file = await readPrivateKey(way.path);
      for (const warning of file.warnings) plan.onWarning(warning);
      files.set(way, file);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'key-unusable') throw thrown;
      onUnusable(thrown, way);
    }
  }
  return files;
}

const usableTypes = /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))$/;
/** Somebody may have hundreds. */
const mostWarnings = 5;

/** The keys of an agent that can be offered; the others are told. */
async function usableKeys(
  list: () => Promise<readonly AgentKey[]>,
  { onWarning }: LoginPlan,
  onUnusable: (failure: Failure) => void,
): Promise<readonly AgentKey[]> {
  let keys: readonly AgentKey[];
  try {
    keys = await list();
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'agent-unusable') throw thrown;
    onUnusable(thrown);
    return [];
  }
  if (keys.length === 0) onUnusable(emptyAgent());
  const isUsable = ({ blob }: AgentKey) => usableTypes.test(keyTypeOf(blob) ?? '');
  for (const { blob, comment } of keys.filter((key) => !isUsable(key)).slice(0, mostWarnings)) {
    const key = identityWords(blob, plainServerText(comment, 100) || 'no comment');
    onWarning(`The agent’s key ${key} is not offered: ${whyNotOffered(keyTypeOf(blob) ?? '')}.`);
  }
  return keys.filter(isUsable);
}

function whyNotOffered(type: string): string {
  if (/-cert-v\d+@openssh\.com$/.test(type)) return 'it is a certificate, which Portcullis cannot use yet';
  if (type.startsWith('sk-')) return 'it belongs to a security key (FIDO), which Portcullis cannot ask yet';
  return 'its kind is not known here, or no longer in use';
}

function noAgent(): Failure {
  return new Failure('agent-unusable', 'There is no SSH agent: SSH_AUTH_SOCK is not set.', {
    remedy: 'Start ssh-agent and add the key with ssh-add.',
  });
}

/** OpenSSH's agent says the same in both cases. */
function emptyAgent(): Failure {
  return new Failure('agent-unusable', 'The SSH agent is locked, or holds no key.', {
    remedy: 'Unlock it with ssh-add -X, or add the key with ssh-add.',
  });
}
