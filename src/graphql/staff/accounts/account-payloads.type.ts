// What the mutations on accounts answer.

import { Field, ObjectType } from "type-graphql";
import type { Account, ApiToken } from "../../../domain/access/account.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { SecretScalar } from "../../shared/secret.js";
import { MutationPayload } from "../../shared/user-error.type.js";
import { AccountType } from "./account.type.js";
import { ApiTokenType } from "./api-token.type.js";

@ObjectType("AccountPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The account as it is now.",
})
export class AccountPayload extends MutationPayload {
  @Field(() => AccountType, { nullable: true, description: "Null when nothing was done." })
  account?: Account;
}

@ObjectType("InvitationPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The account, and the link by which its person sets a password.",
})
export class InvitationPayload extends MutationPayload {
  @Field(() => AccountType, { nullable: true, description: "Null when nothing was done." })
  account?: Account;

  @Field(() => SecretScalar, {
    nullable: true,
    description:
      "Path on this site, to be sent to the person and to nobody else. Shown once: null when the same change is sent again.",
  })
  invitationLink?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the link stops working." })
  invitationExpiresAt?: Date;
}

@ObjectType("NewApiTokenPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The token, this once.",
})
export class NewApiTokenPayload extends MutationPayload {
  @Field(() => ApiTokenType, { nullable: true, description: "Null when nothing was done." })
  apiToken?: ApiToken;

  @Field(() => SecretScalar, {
    nullable: true,
    description:
      'To be sent as "Authorization: Bearer …". Shown once: null when the same change is sent again.',
  })
  token?: string;
}

@ObjectType("ApiTokenPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The token as it is now.",
})
export class ApiTokenPayload extends MutationPayload {
  @Field(() => ApiTokenType, { nullable: true, description: "Null when nothing was done." })
  apiToken?: ApiToken;
}

@ObjectType("ChangePasswordPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "Whether the password was changed.",
})
export class ChangePasswordPayload extends MutationPayload {}
