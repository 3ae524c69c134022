// A token as its owner sees it again.

import { Field, FieldResolver, ID, ObjectType, Resolver, Root, registerEnumType } from "type-graphql";
import type { ApiToken } from "../../../domain/access/account.js";
import type { TokenScopes } from "../../../domain/access/viewer.js";
import { globalId } from "../../shared/global-id.js";
import { DateTimeScalar } from "../../shared/scalars.js";

export const TokenScopesEnum: Readonly<Record<TokenScopes, TokenScopes>> = {
  READ: "READ",
  READ_WRITE: "READ_WRITE",
};
registerEnumType(TokenScopesEnum, {
  name: "TokenScopes",
  description: "What a token may do of that which its account may do.",
  valuesConfig: {
    READ: { description: "Ask." },
    READ_WRITE: { description: "Ask, and change." },
  },
});

@ObjectType("ApiToken", {
  simpleResolvers: true,
  description: "A token of an account. The token itself is shown once, when it is made.",
})
export class ApiTokenType implements Omit<ApiToken, "id"> {
  @Field(() => String, { description: "What its owner called it." })
  label!: string;

  @Field(() => String, { nullable: true, description: "Its first letters, to know it again by." })
  prefix!: string | null;

  @Field(() => TokenScopesEnum, { description: "What it may do." })
  scopes!: TokenScopes;

  @Field(() => DateTimeScalar, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it stops working; null for one of an operator, which works until it is withdrawn.",
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was revoked; null while it works." })
  revokedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it was last sent, to the minute; null when it never was.",
  })
  lastUsedAt!: Date | null;
}

@Resolver(() => ApiTokenType)
export class ApiTokenResolver {
  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() token: ApiToken): string {
    return globalId("ApiToken", String(token.id));
  }
}
