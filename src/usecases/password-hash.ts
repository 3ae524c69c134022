// Passwords are kept as argon2id hashes (RFC 9106).

import { hash, verify } from "@node-rs/argon2";
import { normalisePassword } from "../domain/access/password.js";
import type { Passwords } from "./account-ports.js";

/**
 * 19 MiB, two passes, one lane: the first of the settings that the OWASP Password Storage Cheat Sheet gives as equal. About
 * 30 ms a password. Algorithm 2 is argon2id; the package names it by an enum that is gone at run time.
 */
const SETTINGS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of nobody's password under the same settings, so that an unknown address costs what a known one does. */
const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$kPYeXsz3g9P2sfb+GWWhqA$iRtE9MZhkZFchI7ahbjWyw2zzW4kHL3j1SdPwhADZzY";

export const argon2Passwords: Passwords = {
  hash: (password) => hash(normalisePassword(password), SETTINGS),

  async isMatch(passwordHash, password) {
    const isRight = await verify(passwordHash ?? NOBODY, normalisePassword(password));
    return isRight && passwordHash !== null;
  },
};
