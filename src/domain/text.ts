// What a text may hold to be stored, and when it says nothing. One rule for every text that comes in, whatever the way.

import { problem, type Problem } from "./problem.js";

/** Control characters but tab and line ends, noncharacters, and halves of characters: no reader shows them, and XML forbids most. */
const UNSTORABLE = /(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/u;

/**
 * Nothing that a reader sees: blanks, marks that stand on no letter, what fonts leave out (zero-width signs, fillers, soft
 * hyphens), and two signs that Unicode calls symbols and that are drawn empty: the blank Braille pattern and the null notehead.
 */
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{M}\u2800\u{1D159}]*$/u;

/** Whether a reader would see nothing in the text: then it says as little as no text at all. */
export function isBlank(text: string | null): boolean {
  return INVISIBLE.test(text ?? "");
}

/** "the control character U+000B at character 5"; null for a text that can be stored. */
export function unstorablePart(text: string): string | null {
  const found = UNSTORABLE.exec(text);
  if (found === null) return null;
  const [sign] = found;
  const code = codePoint(sign);
  const place = `at character ${String(Array.from(text.slice(0, found.index)).length + 1)}`;
  if (/\p{Surrogate}/u.test(sign)) return `half of a character (${code}) ${place}`;
  return `the ${/\p{Cc}/u.test(sign) ? "control character" : "noncharacter"} ${code} ${place}`;
}

/** "U+000B". */
export function codePoint(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

export const UNSTORABLE_FIX = "Delete it there, or type the text again instead of pasting it.";

/** Whether a text can be stored at all. */
export function checkStorable(path: string, text: string): readonly Problem[] {
  const part = unstorablePart(text);
  if (part === null) return [];
  return [
    problem("BAD_VALUE", path, `The text holds ${part}, which cannot be stored or shown.`, UNSTORABLE_FIX),
  ];
}

/** For writers of XML, which must bear texts that were stored before the rule: what the rule forbids becomes U+FFFD. */
export function withoutUnstorable(text: string): string {
  return text.replace(new RegExp(UNSTORABLE, "gu"), "\uFFFD");
}
