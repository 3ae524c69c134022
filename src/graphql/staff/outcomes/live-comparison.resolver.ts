// Two areas, or two periods, over the reports accepted so far.

import { Arg, Authorized, Ctx, Field, ObjectType, Query, registerEnumType, Resolver } from "type-graphql";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { ComparedOutcomes, WhatIf } from "../../../usecases/compare-outcomes.js";
import { ComparedSideType } from "../../figures/compared-side.type.js";
import { ComparisonType } from "../../figures/comparison.type.js";
import { OutcomeScopeInput, toAskedScope } from "../../figures/outcome-scope.input.js";
import { costOfComparison } from "../../figures/question-cost.js";
import { MetricEnum } from "../../shared/catalog-enums.js";
import type { StaffContext } from "../../shared/context.js";
import type { Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { AS_OF } from "./live-outcomes.resolver.js";

const WhatIfEnum: Readonly<Record<WhatIf, WhatIf>> = {
  AS_REPORTED: "AS_REPORTED",
  COMPLETE_ONLY: "COMPLETE_ONLY",
};
registerEnumType(WhatIfEnum, {
  name: "WhatIf",
  description: "Which reports are set side by side.",
  valuesConfig: {
    AS_REPORTED: { description: "All that are there." },
    COMPLETE_ONLY: {
      description:
        "Only those of counties whose every expected report is there and whole, on both sides where both ask about the county: like with like, so that a difference is not one of who reported.",
    },
  },
});

@ObjectType("LiveComparison", {
  simpleResolvers: true,
  description: "Two areas, or two periods, side by side, from the reports accepted so far.",
})
export class LiveComparisonType {
  constructor(private readonly compared: ComparedOutcomes) {}

  @Field(() => ComparedSideType, { description: "The one." })
  get left(): ComparedSideType {
    return new ComparedSideType(this.compared.left, this.compared.metric);
  }

  @Field(() => ComparedSideType, { description: "The other." })
  get right(): ComparedSideType {
    return new ComparedSideType(this.compared.right, this.compared.metric);
  }

  @Field(() => ComparisonType, { description: "How far apart they are." })
  get comparison(): ComparisonType {
    return new ComparisonType(this.compared.comparison);
  }

  @Field(() => DateTimeScalar, { description: "The instant at which the reports stood so." })
  get asOf(): Date {
    return this.compared.asOf;
  }

  @Field(() => [String], { description: "What must be said wherever the comparison is shown." })
  get notices(): readonly string[] {
    return this.compared.notices;
  }
}

@Resolver()
export class LiveComparisonResolver {
  @Authorized("outcomes:read-live")
  @Query(() => LiveComparisonType, {
    complexity: ({ args, childComplexity }: Asked) => costOfComparison(args["asOf"], childComplexity),
    description:
      "Two areas, or two periods, side by side: is the difference more than chance? From the reports accepted so far. The sides must share no report: set a county against the rest of its state, not against all of it. A share of officers is compared between areas at one time, not with itself at another: they are mostly the same officers.",
  })
  async liveComparison(
    @Arg("metric", () => MetricEnum, { description: "Which rate." }) metric: MetricKey,
    @Arg("left", () => OutcomeScopeInput, { description: "The one." }) left: OutcomeScopeInput,
    @Arg("right", () => OutcomeScopeInput, { description: "The other." }) right: OutcomeScopeInput,
    @Arg("whatIf", () => WhatIfEnum, {
      defaultValue: "AS_REPORTED",
      description: "Which reports are set side by side.",
    })
    whatIf: WhatIf,
    @Arg("asOf", () => DateTimeScalar, AS_OF) asOf: Date | null | undefined,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveComparisonType> {
    const asked = { metric, left: toAskedScope(left), right: toAskedScope(right), whatIf };
    return new LiveComparisonType(
      valueOrRefusal(await useCases.compareOutcomes(viewer, asked, asOf ?? null)),
    );
  }
}
