// How much of what should have been reported stands behind a figure.

import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import type { Coverage, MissingReport } from "../../domain/statistics/coverage.js";
import type { Decimal } from "../../domain/statistics/decimal.js";
import type { County } from "../../domain/geography.js";
import { parseFirst } from "../../domain/page.js";
import { ChapterType, CountyType } from "../public/geography.type.js";
import type { RequestContext } from "../shared/context.js";
import { firstOf } from "../shared/cost.js";
import { valueOrRefusal } from "../shared/errors.js";
import { DecimalScalar, YearMonthScalar } from "../shared/scalars.js";

/** How many missing reports one answer names at most. */
const MOST_MISSING = 1000;
const USUALLY_MISSING = 12;

@ObjectType("MissingReport", {
  simpleResolvers: true,
  description: "A report that should be there and is not.",
})
export class MissingReportType {
  @Field(() => ChapterType, { description: "The chapter that should have reported." })
  chapter!: ChapterType;

  @Field(() => YearMonthScalar, { description: "For which month." })
  month!: ReportingMonth;
}

@ObjectType("Coverage", {
  description:
    "How much of what should have been reported stands behind a figure. One report is one county in one month. A month without a report is missing: it is never counted as zero.",
})
export class CoverageType implements Omit<Coverage, "missing"> {
  @Field(() => Int, {
    simple: true,
    description:
      "Reports that should be there: months that are over, of counties whose chapter was to report.",
  })
  expectedReports!: number;

  @Field(() => Int, { simple: true, description: "Reports that were submitted, whatever became of them." })
  receivedReports!: number;

  @Field(() => Int, { simple: true, description: "Reports that a reviewer accepted." })
  acceptedReports!: number;

  @Field(() => Int, { simple: true, description: "Reports first submitted by the 15th of the next month." })
  onTimeReports!: number;

  @Field(() => Int, { simple: true, description: "Reports first submitted later than that." })
  lateReports!: number;

  @Field(() => Int, {
    simple: true,
    description: "Reports that a reviewer has sent back, and that wait for their chapter.",
  })
  returnedReports!: number;

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description:
      "Accepted reports that were filed to say that nothing happened; null in a release, where it would tell the count of a single county's month.",
  })
  zeroReports!: number | null;

  @Field(() => Int, {
    simple: true,
    description: "Reports that are in this figure: accepted, and saying what it needs.",
  })
  countedReports!: number;

  @Field(() => Int, {
    simple: true,
    description: "Of the counted reports, those that cover only part of their month.",
  })
  partialReports!: number;

  @Field(() => Int, {
    simple: true,
    description: "Of the counted reports, those that are invented for demonstration.",
  })
  demonstrationReports!: number;

  @Field(() => Int, {
    simple: true,
    description: "Reports that should be there and were never submitted.",
  })
  missingReports!: number;

  @Field(() => DecimalScalar, {
    simple: true,
    nullable: true,
    description: "Counted of expected reports, from 0 to 1; null where none was expected.",
  })
  fraction!: Decimal | null;

  @Field(() => Boolean, {
    name: "complete",
    description: "Every expected report is counted, and none covers only part of its month.",
  })
  isComplete!: boolean;
}

@Resolver(() => CoverageType)
export class CoverageResolver {
  @FieldResolver(() => [MissingReportType], {
    complexity: firstOf(USUALLY_MISSING),
    description:
      "Which reports should be there and were never submitted, in the order of chapter, county and month.",
  })
  missing(
    @Root() coverage: Coverage,
    @Arg("first", () => Int, {
      defaultValue: USUALLY_MISSING,
      description: "How many to name, from 1 to 1000.",
    })
    first: number,
  ): readonly MissingReport[] {
    return coverage.missing.slice(0, valueOrRefusal(parseFirst(first, MOST_MISSING)));
  }
}

@Resolver(() => MissingReportType)
export class MissingReportResolver {
  @FieldResolver(() => CountyType, { nullable: true, description: "For which county." })
  county(@Root() missing: MissingReport, @Ctx() { loaders }: RequestContext): Promise<County | null> {
    return loaders.county.load(missing.county);
  }
}
