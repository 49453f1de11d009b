import { createCodec } from '../page/codec.ts';

/** Node's end of the messages between main process and pages. */
export const nodeCodec = createCodec({
  toText: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  toBytes: (text) => {
    const bytes = Buffer.from(text, 'base64');
    // A copy: small Buffers share one pool, and whoever takes `.buffer` must not see the neighbours.
    return new Uint8Array(bytes);
  },
});
