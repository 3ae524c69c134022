// Two rates side by side.

import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { Comparison } from "../../domain/statistics/comparison.js";
import type { Decimal } from "../../domain/statistics/decimal.js";
import type { ComparisonMethod, OpenInterval } from "../../domain/statistics/interval.js";
import { DecimalScalar } from "../shared/scalars.js";

const ComparisonMethodEnum: Readonly<Record<ComparisonMethod, ComparisonMethod>> = {
  NEWCOMBE_HYBRID_SCORE: "NEWCOMBE_HYBRID_SCORE",
  MOVER_WILSON: "MOVER_WILSON",
  MOVER_POISSON: "MOVER_POISSON",
  CONDITIONAL_EXACT: "CONDITIONAL_EXACT",
};
registerEnumType(ComparisonMethodEnum, {
  name: "ComparisonMethod",
  description: "How the interval of a difference or a ratio is worked out.",
  valuesConfig: {
    NEWCOMBE_HYBRID_SCORE: {
      description: "Difference of two proportions, from their Wilson intervals (Newcombe 1998, method 10).",
    },
    MOVER_WILSON: {
      description: "Ratio of two proportions, from their Wilson intervals (Donner and Zou 2012).",
    },
    MOVER_POISSON: {
      description: "Difference of two rates, from their exact Poisson intervals, by square and add.",
    },
    CONDITIONAL_EXACT: {
      description: "Ratio of two rates, exact given the sum of their events (Clopper and Pearson 1934).",
    },
  },
});

@ObjectType("ComparisonInterval", {
  simpleResolvers: true,
  description: "The range in which a difference or a ratio lies with the given confidence.",
})
export class ComparisonIntervalType implements OpenInterval<ComparisonMethod> {
  @Field(() => DecimalScalar, { description: "Lower end." })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Upper end; null for a ratio that may be as large as it likes.",
  })
  upper!: Decimal | null;

  @Field(() => DecimalScalar, { description: "Confidence: 0.95." })
  level!: Decimal;

  @Field(() => ComparisonMethodEnum, { description: "How it is worked out." })
  method!: ComparisonMethod;
}

@ObjectType("Comparison", {
  simpleResolvers: true,
  description:
    "How far apart two rates are, and whether chance alone can explain it. It says nothing about causes.",
})
export class ComparisonType {
  constructor(private readonly comparison: Comparison) {}

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Left minus right, in the unit of the rate; null when the two are not compared.",
  })
  get difference(): Decimal | null {
    return this.comparison.difference?.value ?? null;
  }

  @Field(() => ComparisonIntervalType, { nullable: true, description: "95 % interval of the difference." })
  get differenceInterval(): OpenInterval<ComparisonMethod> | null {
    return this.comparison.difference?.interval ?? null;
  }

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Left divided by right; null also when the right side counted no events.",
  })
  get ratio(): Decimal | null {
    return this.comparison.ratio?.value ?? null;
  }

  @Field(() => ComparisonIntervalType, { nullable: true, description: "95 % interval of the ratio." })
  get ratioInterval(): OpenInterval<ComparisonMethod> | null {
    return this.comparison.ratio?.interval ?? null;
  }

  @Field(() => Boolean, {
    name: "distinguishable",
    simple: false,
    nullable: true,
    description:
      "Whether the 95 % interval leaves out that the two are equal. False does not mean that they are. Null when they are not compared.",
  })
  get isDistinguishable(): boolean | null {
    return this.comparison.isDistinguishable;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "Why the two cannot be compared, such as residents of two census vintages; null when they can.",
  })
  get refusal(): string | null {
    return this.comparison.refusal;
  }

  @Field(() => String, { description: "The answer in plain words, to quote." })
  get sentence(): string {
    return this.comparison.sentence;
  }
}
