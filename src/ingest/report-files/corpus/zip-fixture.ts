// Zip files for tests, honest or not: a directory can declare what it likes.

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  readonly contents: string | Uint8Array;
  /** What the directory says of the part; the truth when left out. */
  readonly declaredSize?: number;
  readonly declaredChecksum?: number;
}

export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const contents = Buffer.from(part.contents as string);
    const packed = deflateRawSync(contents);
    const name = Buffer.from(part.name);
    const sizes = Buffer.alloc(20);
    sizes.writeUInt32LE(part.declaredChecksum ?? crc32(contents), 6);
    sizes.writeUInt32LE(packed.length, 10);
    sizes.writeUInt32LE(part.declaredSize ?? contents.length, 14);
    sizes.writeUInt16LE(name.length, 18);
    bodies.push(
      Buffer.concat([hex("504b0304 1400 0008 0800"), sizes.subarray(2), hex("0000"), name, packed]),
    );
    const position = Buffer.alloc(4);
    position.writeUInt32LE(offset);
    directory.push(
      Buffer.concat([
        hex("504b0102 1400 1400 0008 0800"),
        sizes.subarray(2),
        hex("0000 0000 0000 0000 00000000"),
        position,
        name,
      ]),
    );
    offset += bodies.at(-1)?.length ?? 0;
  }
  return Buffer.concat([...bodies, ...directory, endOf(directory, offset)]);
}

function endOf(directory: readonly Buffer[], offset: number): Buffer {
  const end = hex("504b0506 0000 0000 0000 0000 00000000 00000000 0000");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function hex(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(" ", ""), "hex");
}
