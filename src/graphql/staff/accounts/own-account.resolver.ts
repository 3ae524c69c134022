// What everybody does with the own account: another password, tokens for programs.

import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from "type-graphql";
import type { TokenScopes } from "../../../domain/access/viewer.js";
import type { StaffContext } from "../../shared/context.js";
import { IdempotencyKey, INCOMPARABLE_KEY } from "../../shared/idempotency-key.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { SecretScalar } from "../../shared/secret.js";
import { answered } from "../../shared/user-error.type.js";
import { ApiTokenPayload, ChangePasswordPayload, NewApiTokenPayload } from "./account-payloads.type.js";
import { numberIn } from "./account.type.js";
import { TokenScopesEnum } from "./api-token.type.js";

@Resolver()
export class OwnAccountResolver {
  @Authorized("password:change-own")
  @Mutation(() => ChangePasswordPayload, {
    description: "Changes the password of your account and ends all its sessions, also this one.",
  })
  async changePassword(
    @Arg("presentPassword", () => SecretScalar, { description: "The one you sign in with now." })
    presentPassword: string,
    @Arg("newPassword", () => SecretScalar, {
      description: "At least 12 characters, not one of the commonest, and not your address.",
    })
    newPassword: string,
    @IdempotencyKey(INCOMPARABLE_KEY) _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ChangePasswordPayload> {
    const change = { presentPassword, newPassword };
    return answered(await useCases.people.changePassword(viewer, change), () => ({}));
  }

  @Authorized("token:manage-own")
  @Mutation(() => NewApiTokenPayload, {
    description: "Makes a token with which a program asks in your name. It is shown this once.",
  })
  async createApiToken(
    @Arg("label", () => String, { description: "What it is for, so that you know it again." }) label: string,
    @Arg("scopes", () => TokenScopesEnum, { description: "What it may do of that which you may do." })
    scopes: TokenScopes,
    @Arg("expiresAt", () => DateTimeScalar, {
      description: "When it stops working: at most 400 days from now.",
    })
    expiresAt: Date,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<NewApiTokenPayload> {
    const wish = { label, scopes, expiresAt };
    return answered(await useCases.people.createApiToken(viewer, wish), (issued) => issued);
  }

  @Authorized("token:manage-own")
  @Mutation(() => ApiTokenPayload, { description: "Ends a token of your account, for good and at once." })
  async revokeApiToken(
    @Arg("apiToken", () => ID, { description: "Id of the token." }) apiToken: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ApiTokenPayload> {
    const id = numberIn(apiToken, "ApiToken");
    return answered(await useCases.people.revokeApiToken(viewer, id), (revoked) => ({ apiToken: revoked }));
  }
}
