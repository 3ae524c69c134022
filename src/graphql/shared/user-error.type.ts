// A problem as mutations answer it: beside the payload, all of them at once, for the person and for the program.

import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { Problem, Severity } from "../../domain/problem.js";

const SeverityEnum: Readonly<Record<Severity, Severity>> = { ERROR: "ERROR", WARNING: "WARNING" };
registerEnumType(SeverityEnum, {
  name: "Severity",
  description: "How grave a problem is.",
  valuesConfig: {
    ERROR: { description: "Nothing was done because of it." },
    WARNING: { description: "It asks for attention and stops nothing." },
  },
});

@ObjectType("UserError", {
  simpleResolvers: true,
  description: "Something about the request that its sender can mend.",
})
export class UserErrorType implements Problem {
  @Field(() => String, { description: "Stable name that programs may branch on." })
  code!: Problem["code"];

  @Field(() => SeverityEnum, { description: "Whether it stopped the request." })
  severity!: Severity;

  @Field(() => String, { description: 'The part of the request, such as "input.values.JAIL_BOOKINGS".' })
  path!: string;

  @Field(() => String, { nullable: true, description: "Address in an uploaded file, such as F7." })
  cell?: string;

  @Field(() => String, { description: "What is wrong, in a sentence." })
  message!: string;

  @Field(() => String, { description: "What to do about it, in a sentence." })
  fix!: string;
}
