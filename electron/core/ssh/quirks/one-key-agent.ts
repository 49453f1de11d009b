import ssh2, { type ParsedKey, type SigningRequestOptions } from 'ssh2';

/** Signs `data`; for RSA `hash` is `sha256` or `sha512`. */
export type Signer = (data: Buffer, hash: string | undefined) => Promise<Buffer>;

/**
 * A key as an agent that holds it alone. ssh2 signs with a private key at once; for a passphrase that is asked for only when the
 * server would take the key, and for an agent that asks its person, it has to wait, which it does for agents alone.
 * @param blob the public key; one that ssh2 can use
 * @param sign where it fails ssh2 goes on to the next way, after an error of level `agent`
 */
export function oneKeyAgent(blob: Buffer, sign: Signer): InstanceType<typeof ssh2.BaseAgent> {
  return new OneKeyAgent(blob, sign);
}

class OneKeyAgent extends ssh2.BaseAgent<Buffer> {
  readonly #blob: Buffer;
  readonly #sign: Signer;

  constructor(blob: Buffer, sign: Signer) {
    super();
    this.#blob = blob;
    this.#sign = sign;
  }

  override getIdentities(done: (error: Error | undefined, keys?: Buffer[]) => void): void {
    done(undefined, [this.#blob]);
  }

  override sign(
    _key: ParsedKey | Buffer | string,
    data: Buffer,
    options: SigningRequestOptions | SignDone,
    done?: SignDone,
  ): void {
    const hash = typeof options === 'function' ? undefined : options.hash;
    const finish = typeof options === 'function' ? options : done;
    this.#sign(data, hash).then(
      (signature) => finish?.(undefined, signature),
      (error: Error) => finish?.(error),
    );
  }
}

type SignDone = (error: Error | undefined, signature?: Buffer) => void;
