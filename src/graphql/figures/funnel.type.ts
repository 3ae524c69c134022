// Areas against their common rate: what stands where others rank.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Decimal } from "../../domain/statistics/decimal.js";
import type { CurvePoint, Dispersion, FunnelPosition } from "../../domain/statistics/funnel.js";
import type { ControlLimits } from "../../domain/statistics/funnel-lines.js";
import { DecimalScalar } from "../shared/scalars.js";

export const FunnelPositionEnum: Readonly<Record<FunnelPosition, FunnelPosition>> = {
  WITHIN: "WITHIN",
  ABOVE_95: "ABOVE_95",
  BELOW_95: "BELOW_95",
  ABOVE_998: "ABOVE_998",
  BELOW_998: "BELOW_998",
  NOT_ASSESSED: "NOT_ASSESSED",
};
registerEnumType(FunnelPositionEnum, {
  name: "FunnelPosition",
  description: "Where an area lies against the lines of the funnel. A rate on a line is within.",
  valuesConfig: {
    WITHIN: { description: "Within the 95 % lines: nothing that chance alone would not do." },
    ABOVE_95: { description: "Above the upper 95 % line: by chance alone, 1 in 40 areas is." },
    BELOW_95: { description: "Below the lower 95 % line: by chance alone, 1 in 40 areas is." },
    ABOVE_998: { description: "Above the upper 99.8 % line: by chance alone, 1 in 1,000 areas is." },
    BELOW_998: { description: "Below the lower 99.8 % line: by chance alone, 1 in 1,000 areas is." },
    NOT_ASSESSED: { description: "The area has no rate, or there is no common one." },
  },
});

@ObjectType("ControlLimits", {
  simpleResolvers: true,
  description: "The lines of a funnel for an area of one size, in the unit of the rate.",
})
export class ControlLimitsType implements ControlLimits {
  @Field(() => DecimalScalar, { description: "Lower 95 % line." })
  lower95!: Decimal;

  @Field(() => DecimalScalar, { description: "Upper 95 % line." })
  upper95!: Decimal;

  @Field(() => DecimalScalar, { description: "Lower 99.8 % line." })
  lower998!: Decimal;

  @Field(() => DecimalScalar, { description: "Upper 99.8 % line." })
  upper998!: Decimal;
}

@ObjectType("FunnelCurvePoint", {
  simpleResolvers: true,
  description: "The lines at one size of area, for drawing them.",
})
export class FunnelCurvePointType implements CurvePoint {
  @Field(() => Int, { description: "Size: the denominator of the rate." })
  denominator!: number;

  @Field(() => ControlLimitsType, { description: "By chance alone." })
  limits!: ControlLimits;

  @Field(() => ControlLimitsType, {
    description: "Moved apart where the areas differ by more than chance; else the same.",
  })
  adjustedLimits!: ControlLimits;
}

@ObjectType("Dispersion", {
  simpleResolvers: true,
  description: "How much more the areas differ than chance alone makes them (Spiegelhalter 2005).",
})
export class DispersionType implements Dispersion {
  @Field(() => DecimalScalar, { description: "Variance found, as a multiple of the one by chance alone." })
  factor!: Decimal;

  @Field(() => DecimalScalar, {
    description:
      "Chance alone makes the factor larger in 1 of 20 funnels: above it the areas are over-dispersed.",
  })
  largestByChance!: Decimal;

  @Field(() => Boolean, {
    name: "overdispersed",
    simple: false,
    description: "The areas differ by more than chance.",
  })
  isOverdispersed!: boolean;

  @Field(() => DecimalScalar, {
    description: "How many times as far from the common rate the adjusted lines lie.",
  })
  widening!: Decimal;
}
