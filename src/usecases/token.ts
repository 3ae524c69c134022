// Bearer tokens: 256 random bits, of which only the SHA-256 is ever kept.

import { createHash, randomBytes } from "node:crypto";

/** A fresh token, in letters that survive a terminal and a header. */
export function newToken(): string {
  return `io_${randomBytes(32).toString("base64url")}`;
}

/** Lower-case hex. A plain hash is enough: the token is as random as a key. */
export function tokenSha256(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
