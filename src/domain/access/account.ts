// A person's account: who, reached how, allowed what.

import { accepted, problem, refused, type Outcome } from "../problem.js";
import { checkStorable, isBlank } from "../text.js";
import type { Grant, TokenScopes } from "./viewer.js";

declare const email: unique symbol;

/** An address in lower case: the same person in any spelling. */
export type Email = string & { readonly [email]: true };

export interface Account {
  readonly id: number;
  readonly displayName: string;
  /** Null for an account that an operator made for a token alone. */
  readonly email: Email | null;
  readonly isDemonstration: boolean;
  /** False until an invitation is accepted. */
  readonly hasPassword: boolean;
  /** Null while it may sign in. */
  readonly disabledAt: Date | null;
  readonly grants: readonly Grant[];
}

/** A token as its owner sees it again: everything but the token. */
export interface ApiToken {
  readonly id: number;
  readonly label: string;
  /** Its first letters; null for one that is older than the keeping of them. */
  readonly prefix: string | null;
  readonly scopes: TokenScopes;
  readonly createdAt: Date;
  /** Null: it holds until it is withdrawn, as those of an operator do. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** No mail can ever reach it (RFC 2606). */
const DEMONSTRATION_DOMAIN = "demo.invalid";

/** The address of a demonstration account. */
export function demonstrationEmail(user: string): Email {
  return `${user}@${DEMONSTRATION_DOMAIN}` as Email;
}

/** RFC 5321 leaves no longer address a way to travel. */
const LONGEST_EMAIL = 254;

/** The address of a new account: those of demonstration accounts are taken, all of them. */
export function parseEmail(text: string, path: string): Outcome<Email> {
  if (text.trim().toLowerCase().endsWith(`@${DEMONSTRATION_DOMAIN}`)) {
    return refused(
      problem(
        "BAD_EMAIL",
        path,
        `Addresses of ${DEMONSTRATION_DOMAIN} belong to demonstration accounts.`,
        "Give an address that somebody reads.",
      ),
    );
  }
  return parseKnownEmail(text, path);
}

/** Only shape: whether somebody reads it, the invitation shows. Printable ASCII, so that no two addresses look alike. */
export function parseKnownEmail(text: string, path: string): Outcome<Email> {
  const trimmed = text.trim().toLowerCase();
  if (
    trimmed.length <= LONGEST_EMAIL &&
    /^[\x21-\x3f\x41-\x7e]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(trimmed)
  ) {
    return accepted(trimmed as Email);
  }
  return refused(
    problem(
      "BAD_EMAIL",
      path,
      `"${text.slice(0, 60)}" is no email address.`,
      'Write it like "jo@example.org".',
    ),
  );
}

const LONGEST_NAME = 100;

/** What a thing is called by: given, on one line, and not a story. */
export function parseName(text: string, path: string): Outcome<string> {
  const name = text.trim();
  if (isBlank(name)) {
    return refused(
      problem("MISSING_VALUE", path, "The name is empty.", 'Give one, such as "Jo of Barry County".'),
    );
  }
  const unstorable = checkStorable(path, name);
  if (unstorable.length > 0) return refused(...unstorable);
  if (name.length <= LONGEST_NAME && !/[\t\n\r\u2028\u2029]/.test(name)) return accepted(name);
  return refused(
    problem(
      "BAD_VALUE",
      path,
      `The name has ${String(name.length)} characters, or a tab or line break; it may have ${String(LONGEST_NAME)}, on one line.`,
      "Shorten it.",
    ),
  );
}
