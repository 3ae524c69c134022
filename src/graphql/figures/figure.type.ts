// Counts and rates. A value may be null; status and coverage never are.

import { Field, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { GraphQLNonNegativeInt } from "graphql-scalars";
import type { MetricDefinition } from "../../domain/catalog/metric.js";
import type { Coverage } from "../../domain/statistics/coverage.js";
import type { Decimal } from "../../domain/statistics/decimal.js";
import type { Count, FigureStatus, Rate, Reliability } from "../../domain/statistics/figure.js";
import { RELIABILITY_MEANINGS, STATUS_MEANINGS } from "../../domain/statistics/figure-words.js";
import type { Interval, IntervalMethod } from "../../domain/statistics/interval.js";
import { MetricDefinitionType } from "../public/definitions.type.js";
import { DecimalScalar } from "../shared/scalars.js";
import { CoverageType } from "./coverage.type.js";

/** An enum whose values are described in the words of the domain. */
function describedEnum<Key extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Key, string>>,
): Readonly<Record<Key, Key>> {
  const entries = Object.entries<string>(meanings);
  const values = Object.fromEntries(entries.map(([key]) => [key, key])) as Record<Key, Key>;
  const valuesConfig = Object.fromEntries(entries.map(([key, meaning]) => [key, { description: meaning }]));
  registerEnumType(values, {
    name,
    description,
    valuesConfig: valuesConfig as Record<Key, { description: string }>,
  });
  return values;
}

export const FigureStatusEnum = describedEnum<FigureStatus>(
  "FigureStatus",
  "What stands behind a value, or behind its absence.",
  STATUS_MEANINGS,
);

const ReliabilityEnum = describedEnum<Reliability>(
  "Reliability",
  "Whether a rate rests on enough events to be compared.",
  RELIABILITY_MEANINGS,
);

const IntervalMethodEnum: Readonly<Record<IntervalMethod, IntervalMethod>> = {
  WILSON_SCORE: "WILSON_SCORE",
  POISSON_EXACT: "POISSON_EXACT",
};
registerEnumType(IntervalMethodEnum, {
  name: "IntervalMethod",
  description: "How an interval is worked out.",
  valuesConfig: {
    WILSON_SCORE: { description: "Wilson score interval of a proportion (Wilson 1927)." },
    POISSON_EXACT: {
      description: "Exact interval of a Poisson count (Garwood 1936), divided by the denominator.",
    },
  },
});

@ObjectType("Interval", {
  simpleResolvers: true,
  description:
    "The range in which the true rate lies with the given confidence, if the reported encounters are seen as a sample of what could have happened.",
})
export class IntervalType implements Interval {
  @Field(() => DecimalScalar, { description: "Lower end, in the unit of the rate." })
  lower!: Decimal;

  @Field(() => DecimalScalar, { description: "Upper end, in the unit of the rate." })
  upper!: Decimal;

  @Field(() => DecimalScalar, { description: "Confidence: 0.95." })
  level!: Decimal;

  @Field(() => IntervalMethodEnum, { description: "How it is worked out." })
  method!: IntervalMethod;
}

@InterfaceType("Figure", {
  description: "A number with what stands behind it.",
  resolveType: (value: object) => ("per" in value ? "Rate" : "Count"),
})
export abstract class FigureType {
  @Field(() => FigureStatusEnum, {
    simple: true,
    description: "What stands behind the value, or behind its absence.",
  })
  readonly status!: FigureStatus;

  @Field(() => CoverageType, {
    simple: true,
    description: "How much of what should have been reported is in it.",
  })
  readonly coverage!: Coverage;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "What a reader must know beside the value; null when there is nothing.",
  })
  readonly note!: string | null;
}

@ObjectType("Count", { implements: FigureType, simpleResolvers: true, description: "How many." })
export class CountType extends FigureType implements Omit<Count, "basis"> {
  @Field(() => GraphQLNonNegativeInt, {
    nullable: true,
    description: "Null unless something was reported: a missing month is never zero.",
  })
  readonly value!: number | null;

  @Field(() => GraphQLNonNegativeInt, {
    nullable: true,
    description:
      "A withheld count is at least this, as anybody can work out from what is published; null for any other.",
  })
  readonly lower!: number | null;

  @Field(() => GraphQLNonNegativeInt, {
    nullable: true,
    description:
      "A withheld count is at most this, as anybody can work out from what is published; null for any other, and where nothing that is published limits it.",
  })
  readonly upper!: number | null;
}

@ObjectType("Rate", {
  implements: FigureType,
  simpleResolvers: true,
  description: "How many of how many. Its definition travels with it.",
})
export class RateType extends FigureType implements Omit<Rate, "basis"> {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "numerator ÷ denominator × per; null when there is none to say.",
  })
  readonly value!: Decimal | null;

  @Field(() => GraphQLNonNegativeInt, {
    nullable: true,
    description: "Events, from the reports that say both numerator and denominator.",
  })
  readonly numerator!: number | null;

  @Field(() => GraphQLNonNegativeInt, {
    nullable: true,
    description:
      "What they are divided by, from the same reports; for residents: residents × years, to the nearest whole.",
  })
  readonly denominator!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Census vintage of the residents it is divided by, such as "V2024"; null for any other rate. Rates of two vintages are not comparable.',
  })
  readonly vintage!: string | null;

  @Field(() => Int, {
    description: "The rate is per this many: 1 for a share, 1000 for injuries, 100000 for residents.",
  })
  readonly per!: number;

  @Field(() => IntervalType, { nullable: true, description: "95 % confidence interval." })
  readonly interval!: Interval | null;

  @Field(() => ReliabilityEnum, { description: "Whether it rests on enough events to be compared." })
  readonly reliability!: Reliability;

  @Field(() => MetricDefinitionType, { description: "What exactly is divided by what." })
  readonly definition!: MetricDefinition;
}
