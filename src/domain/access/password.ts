// What makes a password good enough: length, and that nobody would guess it first.
// After NIST SP 800-63B section 5.1.1.2: long, not among the common ones, and no rule about kinds of characters.

import { problem, type Problem } from "../problem.js";
import type { Email } from "./account.js";

export const SHORTEST_PASSWORD = 12;

/** Longer ones are no safer, and cost time to hash. */
const LONGEST_PASSWORD = 200;

/** The commonest of at least twelve characters in published leaks; digits and signs at the end make none of them better. */
const COMMON: readonly string[] = [
  "012345678901",
  "123123123123",
  "123456123456",
  "123456789012",
  "1234567890123",
  "123456789123",
  "987654321098",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "abcdefghijkl",
  "administrator",
  "changeme",
  "correcthorsebatterystaple",
  "iloveyou",
  "interceptone",
  "letmein",
  "password",
  "passwordpassword",
  "qazwsxedcrfv",
  "qwertyqwerty",
  "qwertyuiop",
  "qwertyuiopas",
  "welcome",
];

/** As it is hashed and compared: one keyboard composes an accent where another sends it ready made. */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

/** Everything that is wrong with a password, never repeating it. */
export function passwordProblems(password: string, email: Email | null, path: string): readonly Problem[] {
  const normal = normalisePassword(password);
  const length = Array.from(normal).length;
  const weak = (message: string, fix: string) => problem("WEAK_PASSWORD", path, message, fix);
  if (length < SHORTEST_PASSWORD) {
    return [
      weak(
        `The password has ${String(length)} characters; at least ${String(SHORTEST_PASSWORD)} are needed.`,
        "Use a longer one: four words that do not belong together are easy to remember.",
      ),
    ];
  }
  if (length > LONGEST_PASSWORD) {
    return [
      weak(
        `The password has ${String(length)} characters; at most ${String(LONGEST_PASSWORD)} are taken.`,
        "Use a shorter one.",
      ),
    ];
  }
  if (isCommon(normal)) {
    return [weak("The password is one of those that are guessed first.", "Use one that nobody else has.")];
  }
  if (email !== null && isTheEmail(normal, email)) {
    return [weak("The password is the email address.", "Use one that does not stand on every letter.")];
  }
  return [];
}

function isCommon(password: string): boolean {
  const bare = password.toLowerCase().replaceAll(/\s/g, "");
  const stem = bare.replace(/[\d\W_]+$/, "");
  return new Set(bare).size <= 2 || COMMON.includes(bare) || COMMON.includes(stem);
}

function isTheEmail(password: string, email: Email): boolean {
  const typed = password.trim().toLowerCase();
  return typed === email || typed === email.split("@")[0];
}
