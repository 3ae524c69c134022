// What every funnel has: its areas, the lines, and what it comes to.

import { Field, ObjectType } from "type-graphql";
import type { Rate } from "../../domain/statistics/figure.js";
import type { CurvePoint, Dispersion } from "../../domain/statistics/funnel.js";
import type { FunnelOfOutcomes } from "../../usecases/read-funnel.js";
import { listOf } from "../shared/cost.js";
import { RateType } from "./figure.type.js";
import { DispersionType, FunnelCurvePointType } from "./funnel.type.js";
import { FunnelPointType } from "./funnel-point.type.js";

/** Counties of a large state. */
const USUAL_POINTS = 100;

@ObjectType({ simpleResolvers: true })
export abstract class FunnelOfAreas {
  protected constructor(private readonly funnel: FunnelOfOutcomes) {}

  @Field(() => RateType, { description: "The common rate: of all the areas together." })
  get center(): Rate {
    return this.funnel.total.cell.rate(this.funnel.metric);
  }

  @Field(() => [FunnelPointType], {
    complexity: listOf(USUAL_POINTS),
    description: "The areas, by name; none is left out.",
  })
  get points(): readonly FunnelPointType[] {
    return this.funnel.points.map((point) => new FunnelPointType(point));
  }

  @Field(() => [FunnelCurvePointType], {
    complexity: listOf(USUAL_POINTS),
    description: "The lines from the smallest area to the largest, for drawing them.",
  })
  get curve(): readonly CurvePoint[] {
    return this.funnel.curve;
  }

  @Field(() => DispersionType, {
    nullable: true,
    description:
      "How much more the areas differ than chance alone makes them; null where fewer than ten are assessed.",
  })
  get dispersion(): Dispersion | null {
    return this.funnel.dispersion;
  }

  @Field(() => String, { description: "What the funnel shows, in plain words, to quote." })
  get sentence(): string {
    return this.funnel.sentence;
  }

  @Field(() => [String], { description: "What must be said wherever the funnel is shown." })
  get notices(): readonly string[] {
    return this.funnel.notices;
  }
}
