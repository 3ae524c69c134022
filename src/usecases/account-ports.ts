// What the use cases around people need from outside: accounts, sessions, tokens, invitations, and the counting of attempts.

import type { Account, ApiToken, Email } from "../domain/access/account.js";
import type { SavedQuestion } from "../domain/access/saved-question.js";
import type { Grant, TokenScopes, Viewer } from "../domain/access/viewer.js";
import type { Page, PageRequest } from "../domain/page.js";

/** What a password is held against. Hashes are lower-case hex; passwords are hashed in PHC form. */
export interface Credentials {
  readonly accountId: number;
  readonly displayName: string;
  readonly email: Email | null;
  /** Null: no invitation was accepted yet. */
  readonly passwordHash: string | null;
  readonly isDemonstration: boolean;
  readonly disabledAt: Date | null;
  /** At the OpenID Connect provider; null until the first sign-in there. */
  readonly identity: Identity | null;
}

/** Who somebody is to an OpenID Connect provider. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** A visit to the provider: what must come back, and what is only sent later. */
export interface ProviderVisit {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What a provider vouches for. */
export interface ProviderClaims {
  readonly identity: Identity;
  readonly email: string | null;
  /** Whether the provider says that the address is this person's. */
  readonly isEmailVerified: boolean;
}

/** An OpenID Connect provider. */
export interface IdentityProvider {
  /** A new visit, and the address to send the browser to. */
  begin(): Promise<{ readonly visit: ProviderVisit; readonly url: string }>;
  /**
   * What the provider says of the person who came back with that query.
   * @returns null when it did not come from the provider, for this client, on this visit
   */
  finish(visit: ProviderVisit, query: string): Promise<ProviderClaims | null>;
}

export interface AccountReader {
  /**
   * Whose token this is, if it and the account still hold at that instant; null otherwise. Notes, at most once a minute,
   * that it was used. One SQL statement.
   */
  viewerByToken(tokenSha256: string, now: Date): Promise<Viewer | null>;
  /** The same of a session, which must have been seen since `idleSince`. */
  viewerBySession(tokenSha256: string, now: Date, idleSince: Date): Promise<Viewer | null>;
  credentialsById(accountId: number): Promise<Credentials | null>;
  credentialsByEmail(email: Email): Promise<Credentials | null>;
  credentialsByIdentity(identity: Identity): Promise<Credentials | null>;
  /** The account of an invitation that still holds. */
  invited(tokenSha256: string, now: Date): Promise<Credentials | null>;
  /** Accounts with a grant in the state, in the order in which they were made; those for demonstration alone, or all. */
  pageOfAccounts(
    stateCode: string,
    page: PageRequest,
    kinds: "DEMONSTRATION" | "ALL",
  ): Promise<Page<Account>>;
  /** Latest first. */
  tokensOf(accountId: number): Promise<readonly ApiToken[]>;
  /** As they were first saved. */
  questionsOf(accountId: number): Promise<readonly SavedQuestion[]>;
}

export interface NewAccount {
  readonly displayName: string;
  readonly email: Email | null;
  readonly passwordHash: string | null;
  readonly grants: readonly Grant[];
}

export interface NewToken {
  readonly label: string;
  readonly prefix: string;
  readonly tokenSha256: string;
  readonly scopes: TokenScopes;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** A secret that holds from one instant to another. */
export interface Lease {
  readonly tokenSha256: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface AccountWriter {
  /** @returns the id; null when another account has the email */
  addAccount(account: NewAccount): Promise<number | null>;
  /** Makes the demonstration account of that email, or gives the one there is the name and the grants. */
  keepDemonstrationAccount(
    account: Omit<NewAccount, "passwordHash"> & { readonly email: Email },
  ): Promise<number>;
  /** Takes the tokens of every demonstration account away; the accounts stay. */
  removeDemonstrationTokens(): Promise<void>;
  /** The account, which nobody else changes until the transaction ends; null when there is none. */
  lockAccount(id: number): Promise<(Account & Pick<Credentials, "passwordHash" | "identity">) | null>;
  replaceGrants(accountId: number, grants: readonly Grant[]): Promise<void>;
  setPasswordHash(accountId: number, passwordHash: string): Promise<void>;
  setDisabledAt(accountId: number, disabledAt: Date | null): Promise<void>;
  setIdentity(accountId: number, identity: Identity): Promise<void>;
  addToken(accountId: number, token: NewToken): Promise<ApiToken>;
  /** @returns the token as it is now; null when the account has none of that id */
  revokeToken(accountId: number, tokenId: number, revokedAt: Date): Promise<ApiToken | null>;
  /**
   * In place of one of the same name.
   * @returns null when there would be more than so many
   */
  saveQuestion(
    accountId: number,
    question: Omit<SavedQuestion, "id">,
    most: number,
  ): Promise<SavedQuestion | null>;
  /** @returns what is gone then; null when the account has none of that id */
  forgetQuestion(accountId: number, id: number): Promise<SavedQuestion | null>;
  /** Also takes away sessions of anybody that are over. */
  addSession(accountId: number, session: Lease): Promise<void>;
  /** @returns the account whose session it was; null when there is no such session */
  endSession(tokenSha256: string): Promise<number | null>;
  endSessions(accountId: number): Promise<void>;
  /** All that is noted of accounts, which is gone then, and so is what is noted of none. By account. */
  takeRefusals(): Promise<readonly RefusedSignIns[]>;
  /** In place of any that was not accepted. */
  addInvitation(accountId: number, invitation: Lease): Promise<void>;
  /** Takes away those that were not accepted. */
  endInvitations(accountId: number): Promise<void>;
  /** @returns false when the invitation does not hold, or no longer */
  acceptInvitation(tokenSha256: string, acceptedAt: Date): Promise<boolean>;
  /** Also takes away visits that are over. */
  addProviderVisit(visit: ProviderVisit, lease: Lease): Promise<void>;
  /** The visit, which is gone then: it counts once. Null when there is none, or it is over. */
  takeProviderVisit(tokenSha256: string, now: Date): Promise<ProviderVisit | null>;
}

/** Either the attempt may go on, or it may be made again after so many seconds. */
export type Admission =
  { readonly isAdmitted: true } | { readonly isAdmitted: false; readonly retryAfterSeconds: number };

/** An attempt at the secret of an account. */
export interface Attempt {
  readonly account: string;
  /** Of a stranger; null: of somebody who is signed in to the account. */
  readonly sender: Sender | null;
}

export interface Sender {
  /** On the network. */
  readonly address: string;
  /** From which the account signed in before; null: none that is known. */
  readonly device: string | null;
}

/** Counts attempts at secrets, over all processes. */
export interface Attempts {
  admit(attempt: Attempt): Promise<Admission>;
  /** The attempt was good: what was counted against the account and this sender is forgotten, and this attempt elsewhere. */
  forgive(attempt: Attempt): Promise<void>;
}

/** What a browser keeps to be known as a device of accounts. */
export interface DeviceProof {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Devices {
  /**
   * @param kept what the browser has kept; null: nothing
   * @returns which device of the account it is; null when it is none. The same for an account that is not there.
   */
  find(account: string, kept: string | null): Promise<string | null>;
  /** What it is to keep from now on: that the account signed in there, beside what it kept before. */
  remember(account: string, kept: string | null): Promise<DeviceProof>;
}

/** Sign-ins that were refused, until they are in the audit log. */
export interface Refusals {
  /**
   * Notes one, by one statement that is the same and costs the same whether there is such an account or not.
   * @param accountId null when there is none
   * @param sender what was typed or vouched for; it is not kept, and only spreads those at no account over a few places
   */
  note(accountId: number | null, sender: string, at: Date): Promise<void>;
  /** Whether any are noted. */
  areWaiting(): Promise<boolean>;
}

/** What was refused at one account. */
export interface RefusedSignIns {
  readonly accountId: number;
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for null as for a hash, and is then false. */
  isMatch(passwordHash: string | null, password: string): Promise<boolean>;
}
