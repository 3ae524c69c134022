// What is sent to change a report. It carries shape; the domain judges it.

import { Field, InputType, Int } from "type-graphql";
import { GraphQLDate } from "graphql-scalars";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import type { CountyFips, StateCode } from "../../../domain/geography.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import type { ReportRef } from "../../../usecases/report-place.js";
import { MeasureEnum } from "../../shared/catalog-enums.js";
import { CountyFipsScalar, StateCodeScalar, YearMonthScalar } from "../../shared/scalars.js";

const VERSION = "The report's `version` as you saw it; 0 when nothing is on file.";
const IDEMPOTENCY_KEY =
  "A random text of your choice, such as a UUID: a retry with the same key does nothing twice and gets the same receipt.";
const COMMENT =
  "What a reader of the figures should know of the month, at most 2,000 characters. No word about a person.";

@InputType("ReportRefInput", { description: "Which report: a chapter, a county and a month." })
export class ReportRefInput implements ReportRef {
  @Field(() => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
  state!: StateCode;

  @Field(() => String, { description: "The chapter's short name." })
  chapter!: string;

  @Field(() => CountyFipsScalar, { description: "A county of the chapter in that month." })
  county!: CountyFips;

  @Field(() => YearMonthScalar, { description: "The month." })
  month!: ReportingMonth;
}

@InputType("ReportedValueInput", { description: "What a report says of one measure." })
export class ReportedValueInput {
  @Field(() => MeasureEnum, { description: "A measure that is reported, not one that is worked out." })
  measure!: MeasureKey;

  @Field(() => Int, {
    nullable: true,
    description: "The count; 0 is a number, null says that it is not collected (NC in forms and files).",
  })
  value?: number | null;
}

/** What every change of a report carries. */
@InputType()
export abstract class ReportChangeInput {
  @Field(() => ReportRefInput, { description: "Which report." })
  report!: ReportRefInput;

  @Field(() => Int, { description: VERSION })
  version!: number;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

/** What a draft and a submission say besides the counts. */
@InputType()
abstract class ReportContentInput extends ReportChangeInput {
  @Field(() => Boolean, { defaultValue: false, description: "The report will cover only part of the month." })
  partial!: boolean;

  @Field(() => String, { nullable: true, description: COMMENT })
  comment?: string | null;
}

@InputType("SaveReportDraftInput", { description: "A draft; it may be incomplete." })
export class SaveReportDraftInput extends ReportContentInput {
  @Field(() => [ReportedValueInput], {
    description: "Every value filled in so far: they take the place of the draft before.",
  })
  values!: readonly ReportedValueInput[];
}

@InputType("SubmitReportInput", { description: "A whole report." })
export class SubmitReportInput extends ReportContentInput {
  @Field(() => [ReportedValueInput], {
    description:
      "Every value of the month: they take the place of all that was submitted or drafted of it; what is left out is not said.",
  })
  values!: readonly ReportedValueInput[];

  @Field(() => String, {
    nullable: true,
    description: "Why it differs from what was submitted before. Needed to correct an accepted report.",
  })
  reason?: string | null;
}

@InputType("FileZeroReportInput", { description: "A month in which nothing happened." })
export class FileZeroReportInput extends ReportChangeInput {
  @Field(() => String, { nullable: true, description: COMMENT })
  comment?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Why it differs from what was submitted before. Needed to correct an accepted report.",
  })
  reason?: string | null;
}

@InputType("AcceptReportInput", { description: "A reviewer's yes to the last revision." })
export class AcceptReportInput extends ReportChangeInput {
  @Field(() => String, { nullable: true, description: "A word to the chapter." })
  comment?: string | null;
}

@InputType("ReturnReportInput", { description: "A reviewer's no to the last revision." })
export class ReturnReportInput extends ReportChangeInput {
  @Field(() => String, { description: "What the chapter should look at." })
  comment!: string;
}

@InputType("ReopenReportInput", { description: "An accepted report is to be corrected." })
export class ReopenReportInput extends ReportChangeInput {
  @Field(() => String, { description: "What was found out." })
  reason!: string;
}

@InputType("AllowLateReportInput", { description: "Leave to file a closed month." })
export class AllowLateReportInput {
  @Field(() => ReportRefInput, { description: "Which report." })
  report!: ReportRefInput;

  @Field(() => GraphQLDate, {
    description: "Last day, included, on which the chapter may file, at most 60 days from today.",
  })
  until!: Date;

  @Field(() => String, { description: "Why it comes so late." })
  reason!: string;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}
