// Tokens: 256 random bits, of which only the SHA-256 is ever kept.

import { createHash, randomBytes } from "node:crypto";
import type { Lease } from "./account-ports.js";

/** A fresh token, in letters that survive a terminal, a header and an address. */
export function newToken(): string {
  return `io_${randomBytes(32).toString("base64url")}`;
}

/** Lower-case hex. A plain hash is enough: the token is as random as a key. */
export function tokenSha256(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** What its owner knows it again by: 36 of its 256 bits. */
export function tokenPrefix(token: string): string {
  return token.slice(0, "io_".length + 6);
}

/** A fresh token and what is kept of it, from now on for so long. */
export function lease(now: Date, milliseconds: number): Lease & { readonly token: string } {
  const token = newToken();
  return {
    token,
    tokenSha256: tokenSha256(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + milliseconds),
  };
}
