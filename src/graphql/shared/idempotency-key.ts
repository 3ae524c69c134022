// The argument that every mutation takes, so that a retry changes nothing twice.

import { Arg } from "type-graphql";

const USUAL =
  "A text of your own, new for each change you mean to make and the same when you send that change again.";

/** For a change whose arguments are all secret: none is kept, so a retry cannot be told from another change. */
export const INCOMPARABLE_KEY =
  "A text of your own, new for each change you mean to make. Sent again it changes nothing, and is refused with KEY_REUSED: no password is kept to tell by whether the change is the same.";

/** Declares `idempotencyKey: String!`; what it is for is done around the resolver, not in it. */
export function IdempotencyKey(description = USUAL): ParameterDecorator {
  return Arg("idempotencyKey", () => String, { description }) as ParameterDecorator;
}
