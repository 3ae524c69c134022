// Signing in at an OpenID Connect provider, into an account that is there already. None is ever made.

import { parseEmail } from "../domain/access/account.js";
import type { AccountReader, Credentials, IdentityProvider, ProviderClaims } from "./account-ports.js";
import type { Clock, InTransaction } from "./ports.js";
import { openSession, type NewSession } from "./session.js";
import { lease, tokenSha256 } from "./token.js";

/** Time to sign in over there. */
const LONGEST_VISIT_MS = 10 * 60 * 1000;

export interface BegunVisit {
  /** Where to send the browser. */
  readonly url: string;
  /** What the browser keeps until it comes back. */
  readonly token: string;
  readonly expiresAt: Date;
}

interface Ports {
  readonly accounts: AccountReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

export type BeginProviderVisit = (provider: IdentityProvider) => Promise<BegunVisit>;

export function beginProviderVisit(ports: Ports): BeginProviderVisit {
  return async (provider) => {
    const { visit, url } = await provider.begin();
    const { token, ...kept } = lease(ports.clock(), LONGEST_VISIT_MS);
    await ports.inTransaction((writer) => writer.addProviderVisit(visit, kept));
    return { url, token, expiresAt: kept.expiresAt };
  };
}

export interface Return {
  /** The token of the visit. */
  readonly token: string;
  /** What the provider put behind the address. */
  readonly query: string;
  readonly earlierSession: string | null;
}

/** Null: refused. Why is not said: it would tell a stranger which accounts there are. */
export type SignInByProvider = (provider: IdentityProvider, back: Return) => Promise<NewSession | null>;

export function signInByProvider(ports: Ports): SignInByProvider {
  return async (provider, { token, query, earlierSession }) => {
    const visit = await ports.inTransaction((writer) =>
      writer.takeProviderVisit(tokenSha256(token), ports.clock()),
    );
    const claims = visit === null ? null : await provider.finish(visit, query);
    const found = claims === null ? null : await accountOf(ports.accounts, claims);
    if (claims === null || found === null) return null;
    return ports.inTransaction(async (writer) => {
      const account = await writer.lockAccount(found.accountId);
      if (account?.disabledAt !== null || account.isDemonstration) return null;
      const { identity } = account;
      if (identity !== null && !isSame(identity, claims.identity)) return null;
      if (identity === null) await writer.setIdentity(account.id, claims.identity);
      const earlier = earlierSession === null ? null : tokenSha256(earlierSession);
      return openSession(writer, account.id, ports.clock(), earlier);
    });
  };
}

/** By the identity that was bound before; only the first time by the address, which must then be verified. */
async function accountOf(accounts: AccountReader, claims: ProviderClaims): Promise<Credentials | null> {
  const bound = await accounts.credentialsByIdentity(claims.identity);
  if (bound !== null) return bound;
  const email = parseEmail(claims.email ?? "", "email");
  if (!email.ok || !claims.isEmailVerified) return null;
  return accounts.credentialsByEmail(email.value);
}

function isSame(one: ProviderClaims["identity"], other: ProviderClaims["identity"]): boolean {
  return one.issuer === other.issuer && one.subject === other.subject;
}
