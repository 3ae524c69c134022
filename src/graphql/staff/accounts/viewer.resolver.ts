// Who am I?

import { Authorized, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { ApiToken } from "../../../domain/access/account.js";
import type { Grant, Viewer } from "../../../domain/access/viewer.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf } from "../../shared/cost.js";
import { globalId } from "../../shared/global-id.js";
import { ApiTokenType } from "./api-token.type.js";
import { GrantType } from "./grant.type.js";

@ObjectType("Viewer", { simpleResolvers: true, description: "The account behind the token or the session." })
export class ViewerType implements Pick<Viewer, "displayName" | "isDemonstration"> {
  @Field(() => String, { description: "Name of the account." })
  displayName!: string;

  @Field(() => Boolean, { description: "The account exists for demonstration only." })
  isDemonstration!: boolean;

  @Field(() => [GrantType], { description: "Its roles." })
  grants!: readonly Grant[];
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Authorized("account:read-own")
  @Query(() => ViewerType, { description: "The account behind the token or the session of this request." })
  viewer(@Ctx() { viewer }: StaffContext): Viewer {
    return viewer;
  }

  @FieldResolver(() => ID, { description: "The account's id: opaque, and the same for ever." })
  id(@Root() viewer: Viewer): string {
    return globalId("Account", String(viewer.accountId));
  }

  @FieldResolver(() => [ApiTokenType], {
    complexity: listOf(20),
    description: "The account's tokens, also those that no longer work, latest first.",
  })
  apiTokens(@Root() viewer: Viewer, @Ctx() { useCases }: StaffContext): Promise<readonly ApiToken[]> {
    return useCases.people.listOwnTokens(viewer);
  }
}
