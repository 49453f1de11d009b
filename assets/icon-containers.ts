/** A PNG file and its side in pixels. */
export interface SizedPng {
  readonly size: number;
  readonly png: Uint8Array;
}

/**
 * A Windows icon (.ico) of PNG images, which Windows reads since Vista. Sides up to 256.
 * Source: the ICONDIR and ICONDIRENTRY structures; 256 is written as 0.
 */
export function icoFile(images: readonly SizedPng[]): Uint8Array {
  const headBytes = 6;
  const entryBytes = 16;
  const head = Buffer.alloc(headBytes + entryBytes * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of images.entries()) {
    const at = headBytes + entryBytes * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** The types of an .icns that hold PNG, by the side in pixels. */
const icnsTypes: ReadonlyMap<number, string> = new Map([
  [16, 'icp4'],
  [32, 'icp5'],
  [64, 'icp6'],
  [128, 'ic07'],
  [256, 'ic08'],
  [512, 'ic09'],
  [1024, 'ic10'],
]);

/** A macOS icon (.icns) of PNG images; a side that the format has no type for is a mistake of the caller and throws. */
export function icnsFile(images: readonly SizedPng[]): Uint8Array {
  const blocks = images.map(({ size, png }) => {
    const type = icnsTypes.get(size);
    if (type === undefined) throw new RangeError(`An .icns has no image of ${size} pixels`);
    return block(type, png);
  });
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
