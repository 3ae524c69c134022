// What a mutation says when it did nothing: every problem at once, each with the way out.

import { Field, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import type { Outcome, Problem, Severity } from "../../domain/problem.js";
import { listOf } from "./cost.js";

const SeverityEnum: Readonly<Record<Severity, Severity>> = { ERROR: "ERROR", WARNING: "WARNING" };
registerEnumType(SeverityEnum, {
  name: "Severity",
  description: "How much a problem weighs.",
  valuesConfig: {
    ERROR: { description: "It stopped the action." },
    WARNING: { description: "It asks for attention, and stopped nothing." },
  },
});

@ObjectType("UserError", {
  simpleResolvers: true,
  description: "What is wrong with an input, where, and what to do instead.",
})
export class UserErrorType implements Problem {
  @Field(() => String, { description: "Stable name that a program may branch on, such as `DUPLICATE`." })
  code!: Problem["code"];

  @Field(() => SeverityEnum, { description: "Whether it stopped the action." })
  severity!: Severity;

  @Field(() => String, { description: "The argument or field at fault, such as `grants[1].chapter`." })
  path!: string;

  @Field(() => String, {
    nullable: true,
    description: "Address in an uploaded file, such as F7; null where there is no file.",
  })
  cell?: string;

  @Field(() => String, { description: "One sentence that names the value and the rule it breaks." })
  message!: string;

  @Field(() => String, { description: "One sentence that says what to do instead." })
  fix!: string;
}

@InterfaceType("MutationPayload", {
  resolveType: () => undefined,
  description: "What every mutation answers.",
})
export abstract class MutationPayload {
  @Field(() => [UserErrorType], {
    complexity: listOf(5),
    description: "Why nothing was done; empty when it was.",
  })
  userErrors!: readonly UserErrorType[];

  @Field(() => Boolean, {
    description: "This key was used for the same change before: nothing was done twice.",
  })
  replayed!: boolean;
}

/** The payload of an outcome: what was done, or every reason why nothing was. */
export function answered<T, P extends object>(
  outcome: Outcome<T>,
  toPayload: (value: T) => P,
): (P | object) & MutationPayload {
  return outcome.ok
    ? { ...toPayload(outcome.value), userErrors: [], replayed: false }
    : { userErrors: outcome.problems, replayed: false };
}
