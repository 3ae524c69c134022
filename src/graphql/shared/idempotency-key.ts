// The argument that every mutation takes, so that a retry changes nothing twice.

import { Arg } from "type-graphql";

/** Declares `idempotencyKey: String!`; what it is for is done around the resolver, not in it. */
export function IdempotencyKey(): ParameterDecorator {
  return Arg("idempotencyKey", () => String, {
    description:
      "A text of your own, new for each change you mean to make and the same when you send that change again.",
  }) as ParameterDecorator;
}
