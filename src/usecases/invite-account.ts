// An administrator makes an account for a person, who sets the password by a link.

import { parseEmail, parseName, type Account, type Email } from "../domain/access/account.js";
import { parseGrants, type AskedGrant } from "../domain/access/grants.js";
import { checkInviter, outsideProblems } from "../domain/access/management.js";
import type { Viewer } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import type { AccountReader } from "./account-ports.js";
import { gazetteersOf } from "./gazetteers-of.js";
import { inviteByMail, type Invitation } from "./invitation.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";

export interface InvitationRequest {
  readonly email: string;
  readonly displayName: string;
  readonly grants: readonly AskedGrant[];
}

export interface InvitedAccount {
  readonly account: Account;
  readonly invitation: Invitation;
}

export type InviteAccount = (viewer: Viewer, request: InvitationRequest) => Promise<Outcome<InvitedAccount>>;

export function inviteAccount(ports: {
  readonly accounts: Pick<AccountReader, "credentialsByEmail">;
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** Where the site can be reached, without a slash at its end. */
  readonly siteUrl: string;
}): InviteAccount {
  return async (viewer, request) => {
    const email = parseEmail(request.email, "email");
    const displayName = parseName(request.displayName, "displayName");
    const grants = parseGrants(request.grants, await gazetteersOf(ports.geography, request.grants), "grants");
    const problems = [
      ...checkInviter(viewer),
      ...(email.ok ? await takenProblems(ports.accounts, viewer, email.value) : email.problems),
      ...(displayName.ok ? [] : displayName.problems),
      ...(grants.ok ? [] : grants.problems),
      ...(request.grants.length === 0 ? [noGrant()] : []),
      ...outsideProblems(viewer, request.grants, "grants"),
    ];
    if (!email.ok || !displayName.ok || !grants.ok || problems.length > 0) return refused(...problems);
    return ports.inTransaction(async (writer) => {
      const id = await writer.addAccount({
        displayName: displayName.value,
        email: email.value,
        passwordHash: null,
        grants: grants.value,
      });
      // Somebody else was quicker.
      if (id === null) return refused(emailTaken(email.value));
      const account = await writer.lockAccount(id);
      if (account === null) throw new Error(`Account ${String(id)} was just made and is not there.`);
      const invitation = await inviteByMail(writer, account, ports.siteUrl, ports.clock());
      return accepted({ account, invitation });
    });
  };
}

/** A demonstration administrator, who invites nobody, is not told who has an account. */
async function takenProblems(
  accounts: Pick<AccountReader, "credentialsByEmail">,
  { isDemonstration }: Viewer,
  email: Email,
): Promise<readonly Problem[]> {
  if (isDemonstration || (await accounts.credentialsByEmail(email)) === null) return [];
  return [emailTaken(email)];
}

export function noGrant(): Problem {
  return problem(
    "MISSING_VALUE",
    "grants",
    "The account would hold no role, and could do nothing.",
    "Give at least one grant; to shut an account out, disable it.",
  );
}

export function emailTaken(email: string): Problem {
  return problem(
    "DUPLICATE",
    "email",
    `${email} has an account already.`,
    "Find it in the list of accounts: its grants can be set, and it can be invited anew.",
  );
}
