// Areas against their common rate, over the reports accepted so far.

import { Arg, Authorized, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { Split } from "../../../domain/statistics/area.js";
import type { FunnelOfOutcomes } from "../../../usecases/read-funnel.js";
import { AreaKindEnum } from "../../figures/area-kind.js";
import { FunnelOfAreas } from "../../figures/funnel-of-areas.js";
import { OutcomeScopeInput, toAskedScope } from "../../figures/outcome-scope.input.js";
import { costOfFunnel } from "../../figures/question-cost.js";
import { MetricEnum } from "../../shared/catalog-enums.js";
import type { StaffContext } from "../../shared/context.js";
import type { Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { AS_OF } from "./live-outcomes.resolver.js";

@ObjectType("LiveFunnel", {
  simpleResolvers: true,
  description:
    "The areas of one stretch of time against their common rate. It stands where others rank: a ranking puts the smallest areas first and last, whatever they do.",
})
export class LiveFunnelType extends FunnelOfAreas {
  constructor(private readonly live: FunnelOfOutcomes) {
    super(live);
  }

  @Field(() => DateTimeScalar, { description: "The instant at which the reports stood so." })
  get asOf(): Date {
    return this.live.asOf;
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
    @Arg("asOf", () => DateTimeScalar, AS_OF) asOf: Date | null | undefined,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveFunnelType> {
    const asked = { metric, by, scope: toAskedScope(scope) };
    return new LiveFunnelType(valueOrRefusal(await useCases.readFunnel(viewer, asked, asOf ?? null)));
  }
}
