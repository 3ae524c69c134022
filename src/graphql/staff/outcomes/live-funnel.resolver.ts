// Areas against their common rate, over the reports accepted so far.

import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Authorized, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { Split } from "../../../domain/statistics/area.js";
import type { Rate } from "../../../domain/statistics/figure.js";
import type {
  CurvePoint,
  Dispersion,
  FunnelPoint,
  FunnelPosition,
} from "../../../domain/statistics/funnel.js";
import type { ControlLimits } from "../../../domain/statistics/funnel-lines.js";
import type { OutcomeRow } from "../../../domain/statistics/outcome-source.js";
import type { FunnelOfOutcomes } from "../../../usecases/read-funnel.js";
import { AreaKindEnum } from "../../figures/area-kind.js";
import { RateType } from "../../figures/figure.type.js";
import {
  ControlLimitsType,
  DispersionType,
  FunnelCurvePointType,
  FunnelPositionEnum,
} from "../../figures/funnel.type.js";
import { OutcomeRowType } from "../../figures/outcome-table.type.js";
import { OutcomeScopeInput, toAskedScope } from "../../figures/outcome-scope.input.js";
import { costOfFunnel } from "../../figures/question-cost.js";
import { MetricEnum } from "../../shared/catalog-enums.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf, type Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { AS_OF } from "./live-outcomes.resolver.js";

@ObjectType("FunnelPoint", { simpleResolvers: true, description: "One area of a funnel." })
export class FunnelPointType {
  constructor(private readonly point: FunnelPoint<OutcomeRow>) {}

  @Field(() => OutcomeRowType, { description: "The area, and everything else that is known of it." })
  get row(): OutcomeRowType {
    return new OutcomeRowType(this.point.area);
  }

  @Field(() => RateType, { description: "Its rate." })
  get rate(): Rate {
    return this.point.rate;
  }

  @Field(() => ControlLimitsType, {
    nullable: true,
    description: "The lines for an area of its size, by chance alone; null where it is not assessed.",
  })
  get limits(): ControlLimits | null {
    return this.point.lines?.limits ?? null;
  }

  @Field(() => ControlLimitsType, {
    nullable: true,
    description: "The lines moved apart where the areas differ by more than chance; else the same.",
  })
  get adjustedLimits(): ControlLimits | null {
    return this.point.lines?.adjustedLimits ?? null;
  }

  @Field(() => FunnelPositionEnum, { description: "Where it lies against the lines by chance alone." })
  get position(): FunnelPosition {
    return this.point.position;
  }

  @Field(() => FunnelPositionEnum, {
    description: "Where it lies against the adjusted lines: read this one.",
  })
  get adjustedPosition(): FunnelPosition {
    return this.point.adjustedPosition;
  }

  @Field(() => Boolean, {
    name: "complete",
    simple: false,
    description: "Every expected report is in its rate, and none covers only part of its month.",
  })
  get isComplete(): boolean {
    return this.point.isComplete;
  }
}

/** Counties of a large state. */
const USUAL_POINTS = 100;

@ObjectType("LiveFunnel", {
  simpleResolvers: true,
  description:
    "The areas of one stretch of time against their common rate. It stands where others rank: a ranking puts the smallest areas first and last, whatever they do.",
})
export class LiveFunnelType {
  constructor(private readonly funnel: FunnelOfOutcomes) {}

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

  @Field(() => GraphQLDateTime, { description: "The instant at which the reports stood so." })
  get asOf(): Date {
    return this.funnel.asOf;
  }

  @Field(() => [String], { description: "What must be said wherever the funnel is shown." })
  get notices(): readonly string[] {
    return this.funnel.notices;
  }
}

@Resolver()
export class LiveFunnelResolver {
  @Authorized("outcomes:read-live")
  @Query(() => LiveFunnelType, {
    complexity: ({ args, childComplexity }: Asked) => costOfFunnel(args["asOf"], childComplexity),
    description:
      "Each area against the common rate, with 95 % and 99.8 % lines: what to read instead of a ranking. From the reports accepted so far.",
  })
  async liveFunnel(
    @Arg("metric", () => MetricEnum, { description: "Which rate." }) metric: MetricKey,
    @Arg("by", () => AreaKindEnum, { description: "What the points are." }) by: Split,
    @Arg("scope", () => OutcomeScopeInput, { description: "Which part of the state, and when." })
    scope: OutcomeScopeInput,
    @Arg("asOf", () => GraphQLDateTime, AS_OF) asOf: Date | null | undefined,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveFunnelType> {
    const asked = { metric, by, scope: toAskedScope(scope) };
    return new LiveFunnelType(valueOrRefusal(await useCases.readFunnel(viewer, asked, asOf ?? null)));
  }
}
