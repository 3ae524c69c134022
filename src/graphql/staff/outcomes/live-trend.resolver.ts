// One figure over time, over the reports accepted so far.

import {
  Arg,
  Authorized,
  Ctx,
  Field,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from "type-graphql";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { Period } from "../../../domain/period.js";
import { accepted, problem, refused, type Outcome } from "../../../domain/problem.js";
import { toDecimal, type Decimal } from "../../../domain/statistics/decimal.js";
import type { Count, Rate } from "../../../domain/statistics/figure.js";
import type { TrendGrain, TrendPoint } from "../../../domain/statistics/trend.js";
import type { TrendSignal } from "../../../domain/statistics/trend-judgement.js";
import type { Change, TrendSummary, TrendVerdict } from "../../../domain/statistics/trend-summary.js";
import type { TrendOfOutcomes, TrendSubject } from "../../../usecases/read-trend.js";
import { FigureType } from "../../figures/figure.type.js";
import { OutcomeScopeInput, toAskedScope } from "../../figures/outcome-scope.input.js";
import { PeriodType } from "../../figures/period.type.js";
import { costOfTrend } from "../../figures/question-cost.js";
import { MeasureEnum, MetricEnum } from "../../shared/catalog-enums.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf, type Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar, DecimalScalar } from "../../shared/scalars.js";
import { AS_OF } from "./live-outcomes.resolver.js";

const TrendGrainEnum: Readonly<Record<TrendGrain, TrendGrain>> = { MONTH: "MONTH", QUARTER: "QUARTER" };
registerEnumType(TrendGrainEnum, {
  name: "TrendGrain",
  description:
    "How finely a trend is split: a year and more hold too few points to tell a change from chance.",
  valuesConfig: {
    MONTH: { description: "A point a month." },
    QUARTER: { description: "A point a quarter." },
  },
});

const TrendSignalEnum: Readonly<Record<TrendSignal, TrendSignal>> = {
  NONE: "NONE",
  HIGH: "HIGH",
  LOW: "LOW",
  SHIFT_UP: "SHIFT_UP",
  SHIFT_DOWN: "SHIFT_DOWN",
};
registerEnumType(TrendSignalEnum, {
  name: "TrendSignal",
  description: "What stands out of chance at a point.",
  valuesConfig: {
    NONE: { description: "Nothing, or the point is not judged." },
    HIGH: { description: "It lies above the limits of chance." },
    LOW: { description: "It lies below the limits of chance." },
    SHIFT_UP: { description: "It belongs to a long run above the centre." },
    SHIFT_DOWN: { description: "It belongs to a long run below the centre." },
  },
});

const TrendVerdictEnum: Readonly<Record<TrendVerdict, TrendVerdict>> = {
  CHANGE: "CHANGE",
  NO_CHANGE: "NO_CHANGE",
  TOO_FEW_PERIODS: "TOO_FEW_PERIODS",
  NOT_JUDGED: "NOT_JUDGED",
};
registerEnumType(TrendVerdictEnum, {
  name: "TrendVerdict",
  description: "What the signals of a trend come to.",
  valuesConfig: {
    CHANGE: { description: "Something stands out of chance." },
    NO_CHANGE: { description: "Nothing stands out of chance: small changes may still be there." },
    TOO_FEW_PERIODS: { description: "Too few periods can be judged." },
    NOT_JUDGED: { description: "A level whose months carry over is not judged." },
  },
});

@ObjectType("TrendPoint", { simpleResolvers: true, description: "One period of a trend." })
export class TrendPointType implements Omit<TrendPoint<Count | Rate>, "figure"> {
  @Field(() => PeriodType, { description: "Which." })
  period!: Period;

  @Field(() => FigureType, { description: "The count or the rate; without a value the period is a gap." })
  figure!: Count | Rate;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "What would be usual for those counties that are in the figure; null where it is not judged.",
  })
  centre!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The smallest value that does not stand out." })
  lower!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The largest value that does not stand out." })
  upper!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The figure as a multiple of its centre." })
  index!: Decimal | null;

  @Field(() => TrendSignalEnum, { description: "What stands out." })
  signal!: TrendSignal;
}

@ObjectType("TrendChange", {
  simpleResolvers: true,
  description: "Neighbouring periods that stand out in one direction.",
})
export class TrendChangeType {
  constructor(private readonly change: Change) {}

  @Field(() => Boolean, { description: "Upwards; else downwards." })
  get upwards(): boolean {
    return this.change.direction === "UP";
  }

  @Field(() => PeriodType, { description: "The first period of it." })
  get since(): Period {
    return this.change.from;
  }

  @Field(() => PeriodType, { nullable: true, description: "The last period of it; null while it lasts." })
  get until(): Period | null {
    return this.change.until;
  }

  @Field(() => DecimalScalar, {
    description: "What was counted in it, as a multiple of what would be usual.",
  })
  get index(): Decimal {
    return toDecimal(this.change.index);
  }
}

@ObjectType("LiveTrend", {
  simpleResolvers: true,
  description:
    "One figure over time, with limits of chance. A missing month is a gap and signals nothing; a county that is missing lowers what was to be expected as well.",
})
export class LiveTrendType {
  constructor(private readonly found: TrendOfOutcomes) {}

  @Field(() => String, { description: "The place, in words." })
  get name(): string {
    return this.found.name;
  }

  @Field(() => [TrendPointType], { complexity: listOf(48), description: "In order of time." })
  get points(): readonly TrendPoint<Count | Rate>[] {
    return this.found.trend.points;
  }

  @Field(() => TrendVerdictEnum, { description: "Whether a change is signalled." })
  get verdict(): TrendVerdict {
    return this.summary.verdict;
  }

  @Field(() => [TrendChangeType], { description: "In order of time; the verdict speaks of the last one." })
  get changes(): readonly TrendChangeType[] {
    return this.summary.changes.map((change) => new TrendChangeType(change));
  }

  @Field(() => Int, { description: "Periods that could be judged." })
  get judgedPeriods(): number {
    return this.summary.judgedPeriods;
  }

  @Field(() => Int, { description: "Periods of which nothing is known." })
  get missingPeriods(): number {
    return this.summary.missingPeriods;
  }

  @Field(() => String, { description: "What it comes to, in plain words, to quote. Names no cause." })
  get sentence(): string {
    return this.summary.sentence;
  }

  @Field(() => DateTimeScalar, { description: "The instant at which the reports stood so." })
  get asOf(): Date {
    return this.found.asOf;
  }

  @Field(() => [String], { description: "What must be said wherever the trend is shown." })
  get notices(): readonly string[] {
    return this.found.notices;
  }

  private get summary(): TrendSummary {
    return this.found.trend.summary;
  }
}

@Resolver()
export class LiveTrendResolver {
  @Authorized("outcomes:read-live")
  @Query(() => LiveTrendType, {
    complexity: ({ args, childComplexity }: Asked) =>
      costOfTrend(args["scope"] as OutcomeScopeInput, args["asOf"], childComplexity),
    description:
      "One count or one rate of one place over time: what stands out of chance, and since when. From the reports accepted so far.",
  })
  async liveTrend(
    @Arg("scope", () => OutcomeScopeInput, { description: "Which part of the state, and when." })
    scope: OutcomeScopeInput,
    @Arg("grain", () => TrendGrainEnum, { defaultValue: "MONTH", description: "How finely time is split." })
    grain: TrendGrain,
    @Arg("count", () => MeasureEnum, { nullable: true, description: "Which count; or give a rate." })
    count: MeasureKey | null | undefined,
    @Arg("rate", () => MetricEnum, { nullable: true, description: "Which rate; or give a count." })
    rate: MetricKey | null | undefined,
    @Arg("asOf", () => DateTimeScalar, AS_OF) asOf: Date | null | undefined,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveTrendType> {
    const subject = valueOrRefusal(toSubject(count ?? null, rate ?? null));
    const asked = { subject, grain, scope: toAskedScope(scope) };
    return new LiveTrendType(valueOrRefusal(await useCases.readTrend(viewer, asked, asOf ?? null)));
  }
}

function toSubject(count: MeasureKey | null, rate: MetricKey | null): Outcome<TrendSubject> {
  if (count !== null && rate === null) return accepted({ kind: "COUNT", of: count });
  if (rate !== null && count === null) return accepted({ kind: "RATE", of: rate });
  const given = count === null ? "Neither a count nor a rate is" : `${count} and ${String(rate)} are both`;
  return refused(
    problem("BAD_VALUE", "rate", `${given} asked for; a trend is one of them.`, 'Give "count" or "rate".'),
  );
}
