// Signing in at an OpenID Connect provider, into an account that is there already. None is ever made.

import { parseEmail } from "../domain/access/account.js";
import type {
  AccountReader,
  Credentials,
  DeviceProof,
  Devices,
  IdentityProvider,
  ProviderClaims,
  Refusals,
} from "./account-ports.js";
import type { Clock, InTransaction } from "./ports.js";
import { openSession, type NewSession } from "./session.js";
import { NO_EMAIL } from "./sign-in.js";
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
  readonly refusals: Refusals;
  readonly devices: Devices;
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
  /** What the browser has kept as a known device; null: nothing. */
  readonly devices: string | null;
}

export interface Entrance {
  readonly session: NewSession;
  /** Null: the account has no address to sign in by with a password. */
  readonly device: DeviceProof | null;
}

/** Null: refused. Why is not said, and the work is the same: a stranger must not learn which accounts there are. */
export type SignInByProvider = (provider: IdentityProvider, back: Return) => Promise<Entrance | null>;

export function signInByProvider(ports: Ports): SignInByProvider {
  return async (provider, { token, query, earlierSession, devices }) => {
    const visit = await ports.inTransaction((writer) =>
      writer.takeProviderVisit(tokenSha256(token), ports.clock()),
    );
    const claims = visit === null ? null : await provider.finish(visit, query);
    if (claims === null) return null;
    const email = parseEmail(claims.email ?? "", "email");
    const address = email.ok ? email.value : NO_EMAIL;
    const bound = await ports.accounts.credentialsByIdentity(claims.identity);
    const addressed = await ports.accounts.credentialsByEmail(address);
    // By the identity that was bound before; only the first time by the address, which must then be verified.
    const found = bound ?? (claims.isEmailVerified ? addressed : null);
    const session =
      found === null || !isWelcome(found, claims) ? null : await enter(ports, found, claims, earlierSession);
    if (session === null) {
      await ports.refusals.note((bound ?? addressed)?.accountId ?? null, address, ports.clock());
      return null;
    }
    const account = found?.email ?? null;
    return { session, device: account === null ? null : await ports.devices.remember(account, devices) };
  };
}

function enter(
  ports: Ports,
  { accountId }: Credentials,
  claims: ProviderClaims,
  earlierSession: string | null,
): Promise<NewSession | null> {
  return ports.inTransaction(async (writer) => {
    const account = await writer.lockAccount(accountId);
    if (account === null || !isWelcome(account, claims)) return null;
    const isFirst = account.identity === null;
    if (isFirst) await writer.setIdentity(accountId, claims.identity);
    return openSession(writer, {
      accountId,
      at: ports.clock(),
      earlierSession,
      action: "account:signInByProvider",
      // The first time binds the account to the identity.
      details: { issuer: claims.identity.issuer, isFirst },
    });
  });
}

function isWelcome(
  account: Pick<Credentials, "disabledAt" | "isDemonstration" | "identity">,
  { identity: { issuer, subject } }: ProviderClaims,
): boolean {
  const { disabledAt, isDemonstration, identity } = account;
  if (disabledAt !== null || isDemonstration) return false;
  return identity === null || (identity.issuer === issuer && identity.subject === subject);
}
