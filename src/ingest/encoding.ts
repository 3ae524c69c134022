// Which encoding the bytes of a text are in, line by line, so that a file in two encodings is refused where they meet.

import { isUtf8 } from "node:buffer";

/** Letters beyond ASCII as UTF-8 writes them. In Windows-1252 the same bytes are pairs that no word has, such as "Ã©". */
const BEYOND_ASCII = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/;

/** Lines, from 1, of a text that is not UTF-8 as a whole. */
export interface Encodings {
  /** The first that is not UTF-8. */
  readonly broken: number;
  /** The first that holds a letter beyond ASCII in UTF-8; null when the text may well be Windows-1252. */
  readonly beyondAscii: number | null;
}

/** @param lines one character a byte (latin1), without line ends; null when all of them are UTF-8 */
export async function encodingsOf(
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<Encodings | null> {
  let [line, broken, beyondAscii]: [number, number | null, number | null] = [0, null, null];
  for await (const bytes of lines) {
    line++;
    if (beyondAscii === null && BEYOND_ASCII.test(bytes)) beyondAscii = line;
    if (broken === null && !isUtf8(Buffer.from(bytes, "latin1"))) broken = line;
  }
  return broken === null ? null : { broken, beyondAscii };
}
