// What an administrator asks about accounts, and does to them.

import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Account } from "../../../domain/access/account.js";
import type { StateCode } from "../../../domain/geography.js";
import type { InvitedAccount } from "../../../usecases/invite-account.js";
import { PageArgs, pageRequest, toConnection, USUAL_PAGE, type Connection } from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import { firstOf } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { IdempotencyKey } from "../../shared/idempotency-key.js";
import { StateCodeScalar } from "../../shared/scalars.js";
import { answered } from "../../shared/user-error.type.js";
import { AccountPayload, InvitationPayload } from "./account-payloads.type.js";
import { AccountConnectionType, numberIn } from "./account.type.js";
import { GrantInput, toAskedGrants } from "./grant.type.js";

const ACCOUNT = "Id of the account.";
const GRANTS = "Its roles in the states you administer, all of them.";

@Resolver()
export class AccountsResolver {
  @Authorized("account:manage")
  @Query(() => AccountConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "Accounts with a role in a state that you administer, in the order in which they were made.",
  })
  async accounts(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<Connection<Account>> {
    const page = pageRequest(args);
    return toConnection(
      valueOrRefusal(await useCases.people.listAccounts(viewer, state, page)),
      page,
      (account) => String(account.id),
    );
  }

  @Authorized("account:manage")
  @Mutation(() => InvitationPayload, {
    description:
      "Makes an account for a person, and a link by which that person sets a password within 14 days.",
  })
  async inviteAccount(
    @Arg("email", () => String, { description: "Address of the person; no other account may have it." })
    email: string,
    @Arg("displayName", () => String, { description: "Name of the person." }) displayName: string,
    @Arg("grants", () => [GrantInput], { description: GRANTS }) grants: GrantInput[],
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<InvitationPayload> {
    const request = { email, displayName, grants: toAskedGrants(grants) };
    return answered(await useCases.people.inviteAccount(viewer, request), toInvitation);
  }

  @Authorized("account:manage")
  @Mutation(() => InvitationPayload, {
    description:
      "Makes another link, for one that was lost or ran out, or for a password that was forgotten. Earlier links stop working; the present password goes on until the new one is set.",
  })
  async renewInvitation(
    @Arg("account", () => ID, { description: ACCOUNT }) account: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<InvitationPayload> {
    return answered(
      await useCases.people.renewInvitation(viewer, numberIn(account, "Account")),
      toInvitation,
    );
  }

  @Authorized("account:manage")
  @Mutation(() => AccountPayload, {
    description: "Replaces the roles of an account in the states you administer; roles elsewhere stay.",
  })
  async setGrants(
    @Arg("account", () => ID, { description: ACCOUNT }) account: string,
    @Arg("grants", () => [GrantInput], { description: GRANTS }) grants: GrantInput[],
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<AccountPayload> {
    const id = numberIn(account, "Account");
    return answered(await useCases.people.setGrants(viewer, id, toAskedGrants(grants)), toAccount);
  }

  @Authorized("account:manage")
  @Mutation(() => AccountPayload, {
    description:
      "Shuts an account out at once: its sessions end, its tokens stop working, its invitations are void.",
  })
  async disableAccount(
    @Arg("account", () => ID, { description: ACCOUNT }) account: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<AccountPayload> {
    return answered(await useCases.people.disableAccount(viewer, numberIn(account, "Account")), toAccount);
  }

  @Authorized("account:manage")
  @Mutation(() => AccountPayload, {
    description: "Lets an account in again. Its tokens work again; its person signs in anew.",
  })
  async enableAccount(
    @Arg("account", () => ID, { description: ACCOUNT }) account: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<AccountPayload> {
    return answered(await useCases.people.enableAccount(viewer, numberIn(account, "Account")), toAccount);
  }
}

function toAccount(account: Account) {
  return { account };
}

function toInvitation({ account, invitation }: InvitedAccount) {
  return { account, invitationLink: invitation.link, invitationExpiresAt: invitation.expiresAt };
}
