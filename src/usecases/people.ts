// The use cases around people, built once from the ports.

import { acceptInvitation, type AcceptInvitation } from "./accept-invitation.js";
import type { AccountReader, Attempts, Devices, Passwords, Refusals } from "./account-ports.js";
import { changePassword, type ChangePassword } from "./change-password.js";
import { identifySession, type IdentifyViewer } from "./identify-viewer.js";
import { inviteAccount, type InviteAccount } from "./invite-account.js";
import { listAccounts, listOwnTokens, type ListAccounts, type ListOwnTokens } from "./list-accounts.js";
import {
  disableAccount,
  enableAccount,
  renewInvitation,
  setGrants,
  type ManageAccount,
  type RenewInvitation,
  type SetGrants,
} from "./manage-account.js";
import {
  createApiToken,
  revokeApiToken,
  type CreateApiToken,
  type RevokeApiToken,
} from "./personal-tokens.js";
import {
  forgetQuestion,
  listSavedQuestions,
  saveQuestion,
  type ForgetQuestion,
  type ListSavedQuestions,
  type SaveQuestion,
} from "./saved-questions.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";
import { signIn, type SignIn } from "./sign-in.js";
import {
  beginProviderVisit,
  signInByProvider,
  type BeginProviderVisit,
  type SignInByProvider,
} from "./sign-in-by-provider.js";
import { signOut, type SignOut } from "./sign-out.js";

export interface People {
  readonly identifySession: IdentifyViewer;
  readonly signIn: SignIn;
  readonly beginProviderVisit: BeginProviderVisit;
  readonly signInByProvider: SignInByProvider;
  readonly signOut: SignOut;
  readonly acceptInvitation: AcceptInvitation;
  readonly changePassword: ChangePassword;
  readonly inviteAccount: InviteAccount;
  readonly renewInvitation: RenewInvitation;
  readonly setGrants: SetGrants;
  readonly disableAccount: ManageAccount;
  readonly enableAccount: ManageAccount;
  readonly listAccounts: ListAccounts;
  readonly listOwnTokens: ListOwnTokens;
  readonly createApiToken: CreateApiToken;
  readonly revokeApiToken: RevokeApiToken;
  readonly listSavedQuestions: ListSavedQuestions;
  readonly saveQuestion: SaveQuestion;
  readonly forgetQuestion: ForgetQuestion;
}

export interface PeoplePorts {
  readonly accounts: AccountReader;
  readonly attempts: Attempts;
  readonly devices: Devices;
  readonly refusals: Refusals;
  readonly passwords: Passwords;
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** Where the site can be reached, without a slash at its end. */
  readonly siteUrl: string;
}

export function people(ports: PeoplePorts): People {
  return {
    identifySession: identifySession(ports),
    signIn: signIn(ports),
    beginProviderVisit: beginProviderVisit(ports),
    signInByProvider: signInByProvider(ports),
    signOut: signOut(ports),
    acceptInvitation: acceptInvitation(ports),
    changePassword: changePassword(ports),
    inviteAccount: inviteAccount(ports),
    renewInvitation: renewInvitation(ports),
    setGrants: setGrants(ports),
    disableAccount: disableAccount(ports),
    enableAccount: enableAccount(ports),
    listAccounts: listAccounts(ports),
    listOwnTokens: listOwnTokens(ports),
    createApiToken: createApiToken(ports),
    revokeApiToken: revokeApiToken(ports),
    listSavedQuestions: listSavedQuestions(ports),
    saveQuestion: saveQuestion(ports),
    forgetQuestion: forgetQuestion(ports),
  };
}
