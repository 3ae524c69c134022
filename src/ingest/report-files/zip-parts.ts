// The parts of a zip file. The directory is weighed before anything is inflated, and inflating stops where it lied.

import { crc32 } from "node:zlib";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { UnreadableFile } from "./file-problems.js";
import {
  HARMLESS_SIZE,
  LARGEST_UNZIPPED,
  LARGEST_UNZIPPED_MB,
  MOST_ZIP_ENTRIES,
  STEEPEST_RATIO,
} from "./limits.js";

export interface ZipParts {
  has(name: string): boolean;
  /** Pieces of the text of a part; none when the part is missing. @throws UnreadableFile when it is damaged */
  text(name: string): AsyncIterable<string>;
}

/** @throws UnreadableFile when the directory is damaged or declares more than a report can need */
export async function openZip(bytes: Uint8Array): Promise<ZipParts> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer).catch(damaged);
  if (zip.entryCount > MOST_ZIP_ENTRIES) throw tooMuch(`${zip.entryCount} parts`, `${MOST_ZIP_ENTRIES}`);
  const entries = await directoryOf(zip);
  weigh([...entries.values()]);
  return {
    has: (name) => entries.has(name.toLowerCase()),
    text: (name) => textOf(zip, entries.get(name.toLowerCase())),
  };
}

/** Names of parts are compared without letter case, as Excel does. */
async function directoryOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  } catch (error) {
    damaged(error);
  }
  return entries;
}

function weigh(entries: readonly Entry[]): void {
  const unzipped = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unzipped > LARGEST_UNZIPPED) {
    throw tooMuch(`${Math.ceil(unzipped / 1024 / 1024)} MB`, `${LARGEST_UNZIPPED_MB} MB`);
  }
  for (const { uncompressedSize, compressedSize } of entries) {
    if (uncompressedSize > HARMLESS_SIZE && uncompressedSize > compressedSize * STEEPEST_RATIO) {
      throw tooMuch(
        `${Math.floor(uncompressedSize / compressedSize)} times its size`,
        `${STEEPEST_RATIO} times`,
      );
    }
  }
}

async function* textOf(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<string> {
  if (entry === undefined) return;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let checksum = 0;
  try {
    // yauzl ends the stream with an error as soon as more comes out than the directory declares.
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    damaged(error);
  }
  if (checksum !== entry.crc32) damaged(new Error("checksum"));
}

function tooMuch(size: string, limit: string): UnreadableFile {
  return new UnreadableFile(
    `Unpacked, the file would come to ${size}; at most ${limit} is read.`,
    "Copy the report into a fresh template, without pictures, other sheets and long formatted tails.",
  );
}

function damaged(error: unknown): never {
  if (error instanceof UnreadableFile) throw error;
  throw new UnreadableFile(
    "The file is damaged: it begins like a workbook and cannot be unpacked.",
    "Open it in a spreadsheet program, save it again as XLSX, and upload that.",
  );
}
