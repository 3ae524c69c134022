// The question, as it is asked over GraphQL. It carries shape; the domain judges it.

import { Field, InputType, Int, registerEnumType } from "type-graphql";
import type { CountyFips, StateCode } from "../../domain/geography.js";
import type { Grain } from "../../domain/period.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import type { AskedQuestion, Dimension, YearKind } from "../../domain/statistics/outcome-question.js";
import { CountyFipsScalar, StateCodeScalar, YearMonthScalar } from "../shared/scalars.js";

const DimensionEnum: Readonly<Record<Dimension, Dimension>> = {
  COUNTY: "COUNTY",
  CHAPTER: "CHAPTER",
  REGION: "REGION",
  STATE: "STATE",
};
registerEnumType(DimensionEnum, {
  name: "Dimension",
  description: "What rows are split by.",
  valuesConfig: {
    COUNTY: {
      description:
        "A row for each county that a chapter serves at some time in the range, and for each county named.",
    },
    CHAPTER: { description: "A row for each chapter." },
    REGION: { description: "A row for each region of the state, as the roster draws them in each month." },
    STATE: {
      description:
        "A row for the whole state: what there is when nothing splits it. A question is about one state.",
    },
  },
});

const GrainEnum: Readonly<Record<Grain, Grain>> = {
  MONTH: "MONTH",
  QUARTER: "QUARTER",
  YEAR: "YEAR",
  FISCAL_YEAR: "FISCAL_YEAR",
  WHOLE: "WHOLE",
};
registerEnumType(GrainEnum, {
  name: "Grain",
  description: "How finely time is split.",
  valuesConfig: {
    MONTH: { description: "A row a month." },
    QUARTER: { description: "A row a calendar quarter." },
    YEAR: { description: "A row a calendar year." },
    FISCAL_YEAR: {
      description:
        "A row a fiscal year of the state, named after the year it ends in; in Missouri July to June.",
    },
    WHOLE: { description: "One row for the whole range." },
  },
});

const YearKindEnum: Readonly<Record<YearKind, YearKind>> = { YEAR: "YEAR", FISCAL_YEAR: "FISCAL_YEAR" };
registerEnumType(YearKindEnum, {
  name: "YearKind",
  description: "Which year.",
  valuesConfig: {
    YEAR: { description: "The calendar year." },
    FISCAL_YEAR: { description: "The state's fiscal year; in Missouri July to June." },
  },
});

@InputType("OutcomeQuestion", { description: "Which area, which months, split how." })
export class OutcomeQuestionInput {
  @Field(() => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
  state!: StateCode;

  @Field(() => YearMonthScalar, { description: "First month." })
  from!: ReportingMonth;

  @Field(() => YearMonthScalar, {
    description: "First month that is not included. A range covers at most 240 months.",
  })
  until!: ReportingMonth;

  @Field(() => [DimensionEnum], {
    defaultValue: [],
    description: "What rows are split by; left out, there is one row a period.",
  })
  by!: readonly Dimension[];

  @Field(() => GrainEnum, { defaultValue: "WHOLE", description: "How finely time is split." })
  grain!: Grain;

  @Field(() => Int, {
    nullable: true,
    description:
      "Each row covers this many months up to the end of its period, also from before the range: 12 with the grain MONTH gives a rolling year. From 1 to 120.",
  })
  rollingMonths?: number | null;

  @Field(() => YearKindEnum, {
    nullable: true,
    description:
      "Each row covers its year up to the end of its period: with the grain MONTH, the year to date. A year that is not whole is marked as partial.",
  })
  toDate?: YearKind | null;

  @Field(() => [CountyFipsScalar], {
    nullable: true,
    description: "Only these counties; left out, all of the state.",
  })
  counties?: readonly CountyFips[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only these chapters, by their short names; left out, all of the state.",
  })
  chapters?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only these regions, as the roster names them; left out, all of the state.",
  })
  regions?: readonly string[] | null;

  @Field(() => [CountyFipsScalar], { nullable: true, description: "All counties but these." })
  exceptCounties?: readonly CountyFips[] | null;
}

export function toAskedQuestion(input: OutcomeQuestionInput): AskedQuestion {
  const { state, from, until, by, grain } = input;
  return {
    state,
    from,
    until,
    by,
    grain,
    rollingMonths: input.rollingMonths ?? null,
    toDate: input.toDate ?? null,
    counties: input.counties ?? null,
    chapters: input.chapters ?? null,
    regions: input.regions ?? null,
    exceptCounties: input.exceptCounties ?? null,
  };
}
