// Bytes of a text file → text. Knows byte order marks, UTF-8 and the encoding Excel on Windows saves plain CSV in.

import { UnreadableFile } from "./file-problems.js";

const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

// Everything a person can type is above these; tab and line ends are the exceptions.
const UNTYPED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** The text without byte order mark, its line ends written "\n". @throws UnreadableFile for what is no text */
export function decodeText(bytes: Uint8Array): string {
  const mark = MARKS.find(({ bytes: signature }) => signature.every((byte, index) => bytes[index] === byte));
  const text = mark === undefined ? decodeUnmarked(bytes) : decode(mark.encoding, bytes);
  if (text === null || UNTYPED.test(text)) {
    throw new UnreadableFile(
      "The file is neither a workbook nor text.",
      "Upload the template as XLSX, or save it as CSV UTF-8.",
    );
  }
  return text.replace(/\r\n?/g, "\n");
}

/** Windows-1252 gives every byte a meaning, so it is what remains when the bytes are not UTF-8. */
function decodeUnmarked(bytes: Uint8Array): string | null {
  return decode("utf-8", bytes) ?? decode("windows-1252", bytes);
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
