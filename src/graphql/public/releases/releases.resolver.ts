// Queries over what is published.

import { Arg, Args, ArgsType, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { StateCode } from "../../../domain/geography.js";
import type { Split } from "../../../domain/statistics/area.js";
import type { AskedQuestion } from "../../../domain/statistics/outcome-question.js";
import type { OutcomeTable } from "../../../domain/statistics/outcome-table.js";
import type { WhichRelease } from "../../../usecases/asked-release.js";
import type { ComparedOutcomes } from "../../../usecases/compare-outcomes.js";
import type { FunnelOfOutcomes } from "../../../usecases/read-funnel.js";
import type { OfRelease } from "../../../usecases/read-releases.js";
import { AreaKindEnum } from "../../figures/area-kind.js";
import { ComparedSideType } from "../../figures/compared-side.type.js";
import { ComparisonType } from "../../figures/comparison.type.js";
import { FunnelOfAreas } from "../../figures/funnel-of-areas.js";
import { OutcomeQuestionInput, toAskedQuestion } from "../../figures/outcome-question.input.js";
import { OutcomeScopeInput, toAskedScope } from "../../figures/outcome-scope.input.js";
import { costOfComparison, costOfFunnel, costOfPublishedQuestion } from "../../figures/question-cost.js";
import { TableOfRows } from "../../figures/table-of-rows.js";
import { MetricEnum } from "../../shared/catalog-enums.js";
import { PageArgs, pageRequest, toConnection, USUAL_PAGE, type Connection } from "../../shared/connection.js";
import type { RequestContext } from "../../shared/context.js";
import { firstOf, type Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar, StateCodeScalar } from "../../shared/scalars.js";
import { CorrectionConnectionType, CorrectionType } from "./correction.type.js";
import { ReleaseConnectionType, ReleaseType } from "./release.type.js";

@ArgsType()
class WhichReleaseArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Number of a release, such as "MO-3": then the answer never changes. Left out: the newest that stands.',
  })
  release?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "The release that was the newest at this instant. Left out: now.",
  })
  asOf?: Date | null;
}

function which({ release, asOf }: WhichReleaseArgs): WhichRelease {
  return { release: release ?? null, asOf: asOf ?? null };
}

const RELEASE = "The release that it is from.";

@ObjectType("OutcomeTable", {
  simpleResolvers: true,
  description: "The answer to a question, from a release.",
})
export class OutcomeTableType extends TableOfRows {
  constructor(
    private readonly table: OutcomeTable & OfRelease,
    readonly asked: AskedQuestion,
    private readonly site: string,
  ) {
    super(table);
  }

  @Field(() => ReleaseType, { description: RELEASE })
  get release(): ReleaseType {
    return new ReleaseType(this.table.release, this.site);
  }
}

@ObjectType("PublishedComparison", {
  simpleResolvers: true,
  description: "Two areas, or two periods, side by side, from a release.",
})
export class PublishedComparisonType {
  constructor(
    private readonly compared: ComparedOutcomes & OfRelease,
    private readonly site: string,
  ) {}

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

  @Field(() => [String], { description: "What must be said wherever the comparison is shown." })
  get notices(): readonly string[] {
    return this.compared.notices;
  }

  @Field(() => ReleaseType, { description: RELEASE })
  get release(): ReleaseType {
    return new ReleaseType(this.compared.release, this.site);
  }
}

@ObjectType("Funnel", {
  simpleResolvers: true,
  description:
    "The areas of one stretch of time against their common rate, from a release. It stands where others rank: a ranking puts the smallest areas first and last, whatever they do.",
})
export class FunnelType extends FunnelOfAreas {
  constructor(
    private readonly published: FunnelOfOutcomes & OfRelease,
    private readonly site: string,
  ) {
    super(published);
  }

  @Field(() => ReleaseType, { description: RELEASE })
  get release(): ReleaseType {
    return new ReleaseType(this.published.release, this.site);
  }
}

@Resolver()
export class ReleasesResolver {
  @Query(() => ReleaseConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "The releases of a state, newest first; withdrawn ones too, with the reason.",
  })
  async releases(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases, links }: RequestContext,
  ): Promise<Connection<ReleaseType>> {
    const request = pageRequest(args);
    const { items, hasNext } = valueOrRefusal(await useCases.listReleases(state, request));
    const page = { items: items.map((head) => new ReleaseType(head, links.site)), hasNext };
    return toConnection(page, request, ({ head }) => String(head.number));
  }

  @Query(() => ReleaseType, { description: "One release, also when it was withdrawn." })
  async release(
    @Arg("number", () => String, { description: 'Its number, such as "MO-3".' }) number: string,
    @Ctx() { useCases, links }: RequestContext,
  ): Promise<ReleaseType> {
    return new ReleaseType(valueOrRefusal(await useCases.findRelease(number)), links.site);
  }

  @Query(() => CorrectionConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description:
      "Every published figure of a state that was changed, newest first, with what it was. Nothing else has ever changed.",
  })
  async corrections(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases }: RequestContext,
  ): Promise<Connection<CorrectionType>> {
    const request = pageRequest(args);
    const { items, hasNext } = valueOrRefusal(await useCases.listCorrections(state, request));
    const page = { items: items.map((one) => new CorrectionType(one)), hasNext };
    return toConnection(
      page,
      request,
      ({ correction }) => `${correction.release.split("-")[1] ?? ""} ${correction.id}`,
    );
  }

  @Query(() => OutcomeTableType, {
    complexity: ({ args, childComplexity }: Asked) =>
      costOfPublishedQuestion(args["question"] as OutcomeQuestionInput, childComplexity),
    description:
      "How many people in crisis went to jail and how many to care, where, when, and how sure that is: published figures. What a release does not show is put together from what it shows: exactly where that suffices, and otherwise as a range, with the reason.",
  })
  async outcomes(
    @Arg("question", () => OutcomeQuestionInput, { description: "Which area, which months, split how." })
    question: OutcomeQuestionInput,
    @Args(() => WhichReleaseArgs) args: WhichReleaseArgs,
    @Ctx() { useCases, links }: RequestContext,
  ): Promise<OutcomeTableType> {
    const asked = toAskedQuestion(question);
    const found = await useCases.readOutcomes(which(args), asked);
    return new OutcomeTableType(valueOrRefusal(found), asked, links.site);
  }

  @Query(() => PublishedComparisonType, {
    complexity: ({ childComplexity }: Asked) => costOfComparison(null, childComplexity),
    description:
      "Two areas, or two periods, side by side: is the difference more than chance? From published figures. The sides must share no report: set a county against the rest of its state, not against all of it.",
  })
  async compare(
    @Arg("metric", () => MetricEnum, { description: "Which rate." }) metric: MetricKey,
    @Arg("left", () => OutcomeScopeInput, { description: "The one." }) left: OutcomeScopeInput,
    @Arg("right", () => OutcomeScopeInput, { description: "The other." }) right: OutcomeScopeInput,
    @Args(() => WhichReleaseArgs) args: WhichReleaseArgs,
    @Ctx() { useCases, links }: RequestContext,
  ): Promise<PublishedComparisonType> {
    const found = await useCases.comparePublished(
      which(args),
      metric,
      toAskedScope(left),
      toAskedScope(right),
    );
    return new PublishedComparisonType(valueOrRefusal(found), links.site);
  }

  @Query(() => FunnelType, {
    complexity: ({ childComplexity }: Asked) => costOfFunnel(null, childComplexity),
    description:
      "Each area against the common rate, with 95 % and 99.8 % lines: what to read instead of a ranking. From published figures.",
  })
  async funnel(
    @Arg("metric", () => MetricEnum, { description: "Which rate." }) metric: MetricKey,
    @Arg("by", () => AreaKindEnum, { description: "What the points are." }) by: Split,
    @Arg("scope", () => OutcomeScopeInput, { description: "Which part of the state, and when." })
    scope: OutcomeScopeInput,
    @Args(() => WhichReleaseArgs) args: WhichReleaseArgs,
    @Ctx() { useCases, links }: RequestContext,
  ): Promise<FunnelType> {
    const found = await useCases.readPublishedFunnel(which(args), metric, by, toAskedScope(scope));
    return new FunnelType(valueOrRefusal(found), links.site);
  }
}
