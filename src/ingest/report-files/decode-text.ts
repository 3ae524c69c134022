// Bytes of a text file → text. Knows byte order marks, UTF-8 and the encoding Excel on Windows saves plain CSV in.

import { unstorablePart } from "../../domain/text.js";
import { encodingsOf } from "../encoding.js";
import { UnreadableFile } from "./file-problems.js";

const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/** The text without byte order mark, its line ends written "\n". @throws UnreadableFile for what is no text */
export async function decodeText(bytes: Uint8Array): Promise<string> {
  const mark = MARKS.find(({ bytes: signature }) => signature.every((byte, index) => bytes[index] === byte));
  const text = mark === undefined ? await decodeUnmarked(bytes) : decode(mark.encoding, bytes);
  // Other control characters are answered at the cell that holds them.
  if (text === null || text.includes("\0")) {
    throw new UnreadableFile(
      "The file is neither a workbook nor text.",
      "Upload the template as XLSX, or save it as CSV UTF-8.",
    );
  }
  return text.replace(/\r\n?/g, "\n");
}

/**
 * Windows-1252 gives nearly every byte a meaning, so it is what remains when the bytes are not UTF-8: but only when nothing in
 * them is UTF-8, or letters that were right before would come out as two wrong ones.
 */
async function decodeUnmarked(bytes: Uint8Array): Promise<string | null> {
  const text = decode("utf-8", bytes);
  if (text !== null) return text;
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("latin1")
    .split(/\r\n?|\n/);
  const found = await encodingsOf(lines);
  if (found !== null && found.beyondAscii !== null) {
    throw new UnreadableFile(
      `Line ${found.broken} is not UTF-8 and line ${found.beyondAscii} is, so letters with accents cannot be told from others.`,
      "Open the file in a spreadsheet program, correct the letters that look wrong, and save it as CSV UTF-8.",
    );
  }
  const spoken = decode("windows-1252", bytes);
  // The few bytes that Windows-1252 leaves without a letter show that it is another encoding, or no text.
  return spoken === null || unstorablePart(spoken) !== null ? null : spoken;
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
