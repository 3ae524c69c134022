// Email and password → a session. Whatever is wrong, the answer and the work are the same, down to the last statement.

import { parseKnownEmail, type Email } from "../domain/access/account.js";
import type {
  AccountReader,
  Attempts,
  Credentials,
  DeviceProof,
  Devices,
  Passwords,
  Refusals,
} from "./account-ports.js";
import type { Clock, InTransaction } from "./ports.js";
import { openSession, type NewSession } from "./session.js";
import { tokenSha256 } from "./token.js";

/** Of no account: what is no address is looked for as well, where nothing is. */
export const NO_EMAIL = "" as Email;

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** Of the sender, on the network. */
  readonly address: string;
  /** The session that the browser sent along; null when none. */
  readonly earlierSession: string | null;
  /** What the browser has kept as a known device; null: nothing. */
  readonly devices: string | null;
}

/** `REFUSED`: unknown address, wrong password, no password or disabled account; which of them is not said. */
export type SignInOutcome =
  | {
      readonly kind: "SIGNED_IN";
      readonly session: NewSession;
      readonly device: DeviceProof;
      readonly account: Pick<Credentials, "accountId" | "displayName" | "isDemonstration">;
    }
  | { readonly kind: "REFUSED" }
  | { readonly kind: "TOO_MANY"; readonly retryAfterSeconds: number };

export type SignIn = (request: SignInRequest) => Promise<SignInOutcome>;

export function signIn(ports: {
  readonly accounts: AccountReader;
  readonly attempts: Attempts;
  readonly devices: Devices;
  readonly refusals: Refusals;
  readonly passwords: Passwords;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): SignIn {
  // A demonstration account has no password: the token that is printed at the start stands for one. It is looked for whatever the
  // account, so that a refusal is the same work.
  const isDemonstrationToken = async (found: Credentials | null, password: string) => {
    const viewer = await ports.accounts.viewerByToken(tokenSha256(password), ports.clock());
    return found?.isDemonstration === true && viewer?.accountId === found.accountId;
  };
  return async ({ email, password, address, earlierSession, devices }) => {
    const parsed = parseKnownEmail(email, "email");
    const typed = parsed.ok ? parsed.value : email;
    const device = await ports.devices.find(typed, devices);
    const attempt = { account: typed, sender: { address, device } };
    const admission = await ports.attempts.admit(attempt);
    if (!admission.isAdmitted) return { kind: "TOO_MANY", retryAfterSeconds: admission.retryAfterSeconds };
    const wanted = parsed.ok ? parsed.value : NO_EMAIL;
    const found = await ports.accounts.credentialsByEmail(wanted);
    const isPassword = await ports.passwords.isMatch(found?.passwordHash ?? null, password);
    const isToken = await isDemonstrationToken(found, password);
    const refuse = async () => {
      await ports.refusals.note(found?.accountId ?? null, wanted, ports.clock());
      return { kind: "REFUSED" } as const;
    };
    if (!(isPassword || isToken) || found?.disabledAt !== null) return refuse();
    const session = await ports.inTransaction(async (writer) => {
      const account = await writer.lockAccount(found.accountId);
      // Disabled, or its password changed, while the hash was made.
      if (account?.disabledAt !== null || account.passwordHash !== found.passwordHash) return null;
      const opening = { accountId: account.id, at: ports.clock(), earlierSession };
      return openSession(writer, { ...opening, action: "account:signIn" });
    });
    if (session === null) return refuse();
    await ports.attempts.forgive(attempt);
    return {
      kind: "SIGNED_IN",
      session,
      device: await ports.devices.remember(typed, devices),
      account: found,
    };
  };
}
