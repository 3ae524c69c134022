// A part of a state in a stretch of time, as it is asked for over GraphQL.

import { Field, InputType } from "type-graphql";
import type { CountyFips, StateCode } from "../../domain/geography.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import { wholeOf, type AskedQuestion } from "../../domain/statistics/outcome-question.js";
import { CountyFipsScalar, StateCodeScalar, YearMonthScalar } from "../shared/scalars.js";

@InputType("OutcomeScope", {
  description: "A part of a state in a stretch of time. With nothing but the state, all of it.",
})
export class OutcomeScopeInput {
  @Field(() => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
  state!: StateCode;

  @Field(() => YearMonthScalar, { description: "First month." })
  from!: ReportingMonth;

  @Field(() => YearMonthScalar, { description: "First month that is not included." })
  until!: ReportingMonth;

  @Field(() => [CountyFipsScalar], { nullable: true, description: "Only these counties." })
  counties?: readonly CountyFips[] | null;

  @Field(() => [String], { nullable: true, description: "Only these chapters, by their short names." })
  chapters?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: "Only these regions, as the roster names them." })
  regions?: readonly string[] | null;

  @Field(() => [CountyFipsScalar], {
    nullable: true,
    description: "All counties but these: the rest of a state that one of its counties is set against.",
  })
  exceptCounties?: readonly CountyFips[] | null;
}

export function toAskedScope(input: OutcomeScopeInput): AskedQuestion {
  return {
    ...wholeOf(input.state, input.from, input.until),
    counties: input.counties ?? null,
    chapters: input.chapters ?? null,
    regions: input.regions ?? null,
    exceptCounties: input.exceptCounties ?? null,
  };
}
