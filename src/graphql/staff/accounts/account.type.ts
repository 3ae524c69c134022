// An account as its administrator sees it.

import { Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import type { Account } from "../../../domain/access/account.js";
import type { Grant } from "../../../domain/access/viewer.js";
import { connectionTypes } from "../../shared/connection.js";
import { globalId, parseGlobalId } from "../../shared/global-id.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { GrantType } from "./grant.type.js";

@ObjectType("Account", { simpleResolvers: true, description: "A person, or a program, that may sign in." })
export class AccountType implements Omit<Account, "id" | "email"> {
  @Field(() => String, { description: "Name of the person." })
  displayName!: string;

  @Field(() => String, { nullable: true, description: "Address; null for an account that has tokens only." })
  email!: string | null;

  @Field(() => Boolean, { description: "The account exists for demonstration only." })
  isDemonstration!: boolean;

  @Field(() => Boolean, { description: "False until its first invitation is accepted." })
  hasPassword!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "Since when it is shut out; null while it is not.",
  })
  disabledAt!: Date | null;

  @Field(() => [GrantType], { description: "Its roles." })
  grants!: readonly Grant[];
}

export const AccountConnectionType = connectionTypes("Account", "accounts", () => AccountType);

@Resolver(() => AccountType)
export class AccountResolver {
  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() account: Account): string {
    return globalId("Account", String(account.id));
  }
}

/** The number inside an id of that type; 0, which nothing has, for anything else. */
export function numberIn(id: string, type: "Account" | "ApiToken" | "SavedQuestion"): number {
  const parsed = parseGlobalId(id);
  return parsed.ok && parsed.value.type === type && /^\d{1,9}$/.test(parsed.value.key)
    ? Number(parsed.value.key)
    : 0;
}
