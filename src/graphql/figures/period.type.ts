// A stretch of months.

import { Field, ObjectType } from "type-graphql";
import type { Period } from "../../domain/period.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import { YearMonthScalar } from "../shared/scalars.js";

@ObjectType("Period", { description: "A stretch of months." })
export class PeriodType implements Period {
  @Field(() => YearMonthScalar, { simple: true, description: "First month." })
  from!: ReportingMonth;

  @Field(() => YearMonthScalar, { simple: true, description: "First month that is not included." })
  until!: ReportingMonth;

  @Field(() => String, {
    simple: true,
    description: 'For reading: "March 2026", "2026 Q1", "2026", "FY 2026".',
  })
  label!: string;

  @Field(() => Boolean, {
    name: "partial",
    description: "The question cuts this period short, or it is not over yet.",
  })
  isPartial!: boolean;
}
