// Figures of record that changed, page by page.

import {
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import type { StateCode } from "../../../domain/geography.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import type { FigureStatus } from "../../../domain/statistics/figure.js";
import type { FigureChange, RecordedFigure } from "../../../domain/statistics/figure-change.js";
import type { ChangePage } from "../../../usecases/read-figure-changes.js";
import { FigureStatusEnum } from "../../figures/figure.type.js";
import { ChapterType, CountyType } from "../../public/geography.type.js";
import { MeasureEnum } from "../../shared/catalog-enums.js";
import {
  connectionTypes,
  PageArgs,
  pageRequest,
  toConnection,
  USUAL_PAGE,
  type Connection,
} from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import { firstOf } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar, StateCodeScalar, YearMonthScalar } from "../../shared/scalars.js";

@ObjectType("RecordedFigure", {
  simpleResolvers: true,
  description: "What is on record of one measure in one report.",
})
class RecordedFigureType implements RecordedFigure {
  @Field(() => Int, { nullable: true, description: "Null when nothing is known: never 0 for that." })
  value!: number | null;

  @Field(() => FigureStatusEnum, { description: "What stands behind the value, or behind its absence." })
  status!: FigureStatus;

  @Field(() => Boolean, {
    name: "partial",
    simple: false,
    description: "The report covers only part of the month.",
  })
  isPartial!: boolean;
}

@ObjectType("FigureChange", {
  simpleResolvers: true,
  description:
    "A figure of record that an acceptance changed: one measure of one report. Measures worked out from others are not listed; they change with their parts.",
})
class FigureChangeType implements FigureChange {
  @Field(() => ChapterType, { description: "The chapter that reports." })
  chapter!: FigureChange["chapter"];

  @Field(() => CountyType, { description: "The county." })
  county!: FigureChange["county"];

  @Field(() => YearMonthScalar, { description: "The month that the report is about." })
  month!: ReportingMonth;

  @Field(() => MeasureEnum, { description: "The measure." })
  measure!: MeasureKey;

  @Field(() => RecordedFigureType, { description: "On record until then." })
  before!: RecordedFigure;

  @Field(() => RecordedFigureType, { description: "On record since then." })
  after!: RecordedFigure;

  @Field(() => Int, {
    nullable: true,
    description: "Number of the revision on record before; null: there was none.",
  })
  revisionBefore!: number | null;

  @Field(() => Int, { description: "Number of the revision that was accepted." })
  revisionAfter!: number;

  @Field(() => DateTimeScalar, { description: "When it was accepted." })
  acceptedAt!: Date;

  @Field(() => Boolean, {
    name: "demonstration",
    simple: false,
    description: "The report is invented for demonstration.",
  })
  isDemonstration!: boolean;
}

const FigureChangeConnectionType = connectionTypes("FigureChange", "changes", () => FigureChangeType);

@ArgsType()
class FigureChangesArgs extends PageArgs {
  @Field(() => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
  state!: StateCode;

  @Field(() => DateTimeScalar, { description: "What was accepted later than this is listed." })
  since!: Date;

  @Field(() => [String], {
    nullable: true,
    description: "Only these chapters; left out, all whose figures you may read.",
  })
  chapters?: readonly string[] | null;
}

type ChangeConnection = Connection<FigureChange> & Pick<ChangePage, "nextSince">;

@Resolver(() => FigureChangeConnectionType)
export class FigureChangesResolver {
  @FieldResolver(() => DateTimeScalar, {
    description:
      "When the last page has been read: the `since` to ask with the next time. It lies some minutes back, so that nothing is lost that was accepted under way; such a change can come twice, and is the same both times.",
  })
  nextSince(@Root() { nextSince }: ChangeConnection): Date {
    return nextSince;
  }

  @Authorized("outcomes:read-live")
  @Query(() => FigureChangeConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description:
      "Figures of record that changed since an instant, the earliest change first: what a copy of the figures must be told. Coordinators see those of their own chapters.",
  })
  async figureChanges(
    @Args(() => FigureChangesArgs) args: FigureChangesArgs,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ChangeConnection> {
    const { state, since, chapters = null } = args;
    const page = pageRequest(args);
    const found = valueOrRefusal(await useCases.pageFigureChanges(viewer, { state, since, chapters }, page));
    return { ...toConnection(found, page, found.cursorOf), nextSince: found.nextSince };
  }
}
