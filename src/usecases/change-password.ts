// A new password in place of the present one. Every session ends, also the one that asked.

import { passwordProblems } from "../domain/access/password.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { AccountReader, Attempt, Attempts, Passwords } from "./account-ports.js";
import type { InTransaction } from "./ports.js";

export interface PasswordChange {
  readonly presentPassword: string;
  readonly newPassword: string;
}

export type ChangePassword = (viewer: Viewer, change: PasswordChange) => Promise<Outcome<null>>;

export function changePassword(ports: {
  readonly attempts: Attempts;
  readonly passwords: Passwords;
  readonly inTransaction: InTransaction;
  readonly accounts: AccountReader;
}): ChangePassword {
  return async ({ accountId }, { presentPassword, newPassword }) => {
    // Counted as attempts to sign in are: a token that was found must not be a way to guess the password.
    const admission = await ports.attempts.admit(attemptAt(accountId));
    if (!admission.isAdmitted) return refused(tooMany(admission.retryAfterSeconds));
    const credentials = await ports.accounts.credentialsById(accountId);
    const isMatch = await ports.passwords.isMatch(credentials?.passwordHash ?? null, presentPassword);
    const problems = [
      ...(isMatch ? [] : [wrongPassword()]),
      ...passwordProblems(newPassword, credentials?.email ?? null, "newPassword"),
    ];
    if (isMatch) await ports.attempts.forgive(attemptAt(accountId));
    if (problems.length > 0 || credentials === null) return refused(...problems);
    const passwordHash = await ports.passwords.hash(newPassword);
    const isChanged = await ports.inTransaction(async (writer) => {
      const account = await writer.lockAccount(accountId);
      // Another change of the same password was quicker.
      if (account?.passwordHash !== credentials.passwordHash) return false;
      await writer.setPasswordHash(accountId, passwordHash);
      await writer.endSessions(accountId);
      return true;
    });
    return isChanged ? accepted(null) : refused(wrongPassword());
  };
}

function attemptAt(accountId: number): Attempt {
  return { account: `password of account ${String(accountId)}`, sender: null };
}

function wrongPassword(): Problem {
  return problem(
    "WRONG_PASSWORD",
    "presentPassword",
    "It is not the present password of your account.",
    "Type the one you sign in with; if you have lost it, ask the administrator for a new invitation.",
  );
}

function tooMany(seconds: number): Problem {
  return problem(
    "TOO_MANY_ATTEMPTS",
    "presentPassword",
    "The present password was wrong too often.",
    `Try again in ${String(Math.ceil(seconds / 60))} minutes.`,
  );
}
