// Reports, for reading.

import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, ArgsType, Authorized, Ctx, Field, Info, Query, Resolver } from "type-graphql";
import type { CountyFips, StateCode } from "../../../domain/geography.js";
import { reportKeyText } from "../../../domain/reporting/monthly-report.js";
import type { ReportStatus } from "../../../domain/reporting/report-status.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import { PageArgs, pageRequest, toConnection, USUAL_PAGE, type Connection } from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import { firstOf } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { CountyFipsScalar, StateCodeScalar, YearMonthScalar } from "../../shared/scalars.js";
import { MonthlyReportConnectionType, MonthlyReportType } from "./monthly-report.type.js";
import { partsAsked } from "./reads.js";
import { ReportStatusEnum } from "./report-parts.type.js";

@ArgsType()
class ReportsArgs extends PageArgs {
  @Field(() => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
  state!: StateCode;

  @Field(() => [String], {
    nullable: true,
    description: "Only these chapters; left out, all that you may read.",
  })
  chapters?: readonly string[] | null;

  @Field(() => [CountyFipsScalar], { nullable: true, description: "Only these counties." })
  counties?: readonly CountyFips[] | null;

  @Field(() => [ReportStatusEnum], { nullable: true, description: "Only reports that stand there." })
  statuses?: readonly ReportStatus[] | null;

  @Field(() => YearMonthScalar, { nullable: true, description: "First month." })
  from?: ReportingMonth | null;

  @Field(() => YearMonthScalar, { nullable: true, description: "First month that is not included." })
  until?: ReportingMonth | null;
}

@Resolver()
export class ReportsResolver {
  @Authorized("report:read")
  @Query(() => MonthlyReportType, {
    description: "One report, also of a month of which nothing is on file yet: then its status is null.",
  })
  async report(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Arg("chapter", () => String, { description: "The chapter's short name." }) chapter: string,
    @Arg("county", () => CountyFipsScalar, { description: "The county." }) county: CountyFips,
    @Arg("month", () => YearMonthScalar, { description: "The month." }) month: ReportingMonth,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<MonthlyReportType> {
    const view = valueOrRefusal(await useCases.readReport(viewer, { state, chapter, county, month }));
    return new MonthlyReportType(view, viewer);
  }

  @Authorized("report:read")
  @Query(() => MonthlyReportConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description:
      "Reports on file that you may read, the latest month first. Missing months are not among them.",
  })
  async reports(
    @Args(() => ReportsArgs) args: ReportsArgs,
    @Ctx() { useCases, viewer }: StaffContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MonthlyReportType>> {
    const { state, chapters = null, counties = null, statuses = null, from = null, until = null } = args;
    const page = pageRequest(args);
    const found = await useCases.listReports(
      viewer,
      { state, chapters, counties, statuses, from, until },
      page,
      partsAsked(info),
    );
    const { items, hasNext } = valueOrRefusal(found);
    return toConnection(
      { items: items.map((view) => new MonthlyReportType(view, viewer)), hasNext },
      page,
      ({ view }) => reportKeyText({ month: view.month, chapterId: view.chapter.id, county: view.county }),
    );
  }
}
