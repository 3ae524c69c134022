// What an administrator does to an account that is there: other grants, out, in again, another link.

import type { Account } from "../domain/access/account.js";
import { parseGrants, type AskedGrant } from "../domain/access/grants.js";
import {
  checkKind,
  losesOwnAdministration,
  mayManageAccount,
  maySeeAccount,
  outsideProblems,
  regranted,
} from "../domain/access/management.js";
import type { Viewer } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { gazetteersOf } from "./gazetteers-of.js";
import { inviteByMail } from "./invitation.js";
import { noGrant, type InvitedAccount } from "./invite-account.js";
import type { Clock, GeographyReader, InTransaction, Writer } from "./ports.js";

interface Ports {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** Where the site can be reached, without a slash at its end. */
  readonly siteUrl: string;
}

export type ManageAccount = (viewer: Viewer, accountId: number) => Promise<Outcome<Account>>;
export type SetGrants = (
  viewer: Viewer,
  accountId: number,
  grants: readonly AskedGrant[],
) => Promise<Outcome<Account>>;
export type RenewInvitation = (viewer: Viewer, accountId: number) => Promise<Outcome<InvitedAccount>>;

/** Replaces the grants in the states that the viewer administers; those elsewhere stay. */
export function setGrants(ports: Ports): SetGrants {
  return async (viewer, accountId, asked) => {
    const wanted = parseGrants(asked, await gazetteersOf(ports.geography, asked), "grants");
    const problems = [...(wanted.ok ? [] : wanted.problems), ...outsideProblems(viewer, asked, "grants")];
    return ports.inTransaction(async (writer) => {
      const account = await writer.lockAccount(accountId);
      if (account === null || !maySeeAccount(viewer, account)) return refused(unknownAccount(), ...problems);
      const all = [...checkKind(viewer, account, "OTHER"), ...problems];
      if (!wanted.ok || all.length > 0) return refused(...all);
      const after = regranted(viewer, account.grants, wanted.value);
      if (after.length === 0) return refused(noGrant());
      if (losesOwnAdministration(viewer, account, after)) return refused(notYourself("take from yourself"));
      await writer.replaceGrants(accountId, after);
      return accepted({ ...account, grants: after });
    });
  };
}

/** Its sessions end and its tokens stop working with the next request; invitations are void. */
export function disableAccount(ports: Ports): ManageAccount {
  return (viewer, accountId) =>
    onManaged(ports, viewer, accountId, "DISABLE", async (writer, account) => {
      if (account.id === viewer.accountId) return refused(notYourself("disable your own account"));
      const disabledAt = account.disabledAt ?? ports.clock();
      await writer.setDisabledAt(accountId, disabledAt);
      await writer.endSessions(accountId);
      await writer.endInvitations(accountId);
      return accepted({ ...account, disabledAt });
    });
}

/** Its tokens work again; it has to sign in anew. */
export function enableAccount(ports: Ports): ManageAccount {
  return (viewer, accountId) =>
    onManaged(ports, viewer, accountId, "OTHER", async (writer, account) => {
      await writer.setDisabledAt(accountId, null);
      return accepted({ ...account, disabledAt: null });
    });
}

/** Another link: for one that ran out or was lost, and for a password that was forgotten. The present password works until then. */
export function renewInvitation(ports: Ports): RenewInvitation {
  return (viewer, accountId) =>
    onManaged(ports, viewer, accountId, "OTHER", async (writer, account) => {
      const problems = inviteProblems(account);
      if (problems.length > 0) return refused(...problems);
      const invitation = await inviteByMail(writer, account, ports.siteUrl, ports.clock());
      return accepted({ account, invitation });
    });
}

/** One that is not there and one that is not the viewer's to manage read the same. */
function onManaged<T>(
  ports: Ports,
  viewer: Viewer,
  accountId: number,
  deed: "DISABLE" | "OTHER",
  work: (writer: Writer, account: Account) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return ports.inTransaction(async (writer) => {
    const account = await writer.lockAccount(accountId);
    if (account === null || !mayManageAccount(viewer, account)) return refused(unknownAccount());
    const problems = checkKind(viewer, account, deed);
    if (problems.length > 0) return refused(...problems);
    return work(writer, account);
  });
}

function inviteProblems({ email, isDemonstration, disabledAt }: Account): readonly Problem[] {
  const bad = (message: string, fix: string) => [problem("CONFLICT", "account", message, fix)];
  if (isDemonstration)
    return bad("A demonstration account has no password.", "Use the token that npm start prints.");
  if (email === null)
    return bad("The account has no email address: it is for a token alone.", "Invite the person instead.");
  return disabledAt === null ? [] : bad("The account is disabled.", "Enable it first.");
}

function unknownAccount(): Problem {
  return problem(
    "UNKNOWN_ACCOUNT",
    "account",
    "There is no such account, or it also works where you do not administer.",
    'Take the id of one that the query "accounts" lists.',
  );
}

function notYourself(deed: string): Problem {
  return problem(
    "NOT_ALLOWED",
    "account",
    `You would ${deed}${deed.startsWith("take") ? " the administrator's role" : ""}, and could not undo it.`,
    "Ask another administrator.",
  );
}
