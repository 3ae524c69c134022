// Global ids and cursors: opaque to clients, natural keys inside, the same for ever.

import { problem, refused, accepted, type Outcome } from "../../domain/problem.js";

export function encodeOpaque(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

/** Empty for what we never encode: other spellings of the same bytes, and characters that no key of ours has. */
function decodeOpaque(opaque: string): string {
  const text = Buffer.from(opaque, "base64url").toString("utf8");
  return encodeOpaque(text) === opaque && !text.includes("\u0000") ? text : "";
}

/** "County" and "29510" in one opaque text. */
export function globalId(type: string, key: string): string {
  return encodeOpaque(`${type}:${key}`);
}

export function parseGlobalId(id: string): Outcome<{ readonly type: string; readonly key: string }> {
  const [, type, key] = /^([A-Z][A-Za-z]+):(.+)$/s.exec(decodeOpaque(id)) ?? [];
  if (type !== undefined && key !== undefined) return accepted({ type, key });
  return refused(
    problem(
      "BAD_ID",
      "id",
      `"${id.slice(0, 60)}" is no id of this API.`,
      'Give an "id" exactly as an earlier answer gave it.',
    ),
  );
}

const CURSOR_PREFIX = "after:";

export function encodeCursor(key: string): string {
  return encodeOpaque(CURSOR_PREFIX + key);
}

export function parseCursor(cursor: string | null): Outcome<string | null> {
  if (cursor === null) return accepted(null);
  const text = decodeOpaque(cursor);
  if (text.startsWith(CURSOR_PREFIX)) return accepted(text.slice(CURSOR_PREFIX.length));
  return refused(
    problem(
      "BAD_CURSOR",
      "after",
      `"${cursor.slice(0, 60)}" is no cursor of this API.`,
      'Give the "endCursor" of an earlier page, or leave "after" out.',
    ),
  );
}
