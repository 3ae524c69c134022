// What a coordinator still has to do.

import { Authorized, Ctx, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { Viewer } from "../../../domain/access/viewer.js";
import type { Duties } from "../../../usecases/read-duties.js";
import type { ReportView } from "../../../usecases/report-view.js";
import { ChapterType } from "../../public/geography.type.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf } from "../../shared/cost.js";
import { MonthlyReportType } from "./monthly-report.type.js";

@ObjectType("MyChapter", {
  simpleResolvers: true,
  description:
    "A chapter you file for, and what is still to be done: what is missing of the last two years, and all that came back.",
})
export class MyChapterType {
  constructor(
    private readonly duties: Duties,
    private readonly viewer: Viewer,
  ) {}

  @Field(() => ChapterType, { description: "The chapter." })
  get chapter() {
    return this.duties.chapter;
  }

  @Field(() => [MonthlyReportType], {
    complexity: listOf(10),
    description: "Expected and not submitted; the due day has not passed.",
  })
  get dueReports(): readonly MonthlyReportType[] {
    return this.reports(this.duties.due);
  }

  @Field(() => [MonthlyReportType], {
    complexity: listOf(30),
    description: "Expected and not submitted; the due day has passed. The oldest first.",
  })
  get lateReports(): readonly MonthlyReportType[] {
    return this.reports(this.duties.late);
  }

  @Field(() => [MonthlyReportType], {
    complexity: listOf(10),
    description:
      "Drafts that are neither due nor late: of the month that is running, or of one for which no report is expected. The oldest first.",
  })
  get draftReports(): readonly MonthlyReportType[] {
    return this.reports(this.duties.drafts);
  }

  @Field(() => [MonthlyReportType], {
    complexity: listOf(10),
    description:
      "Sent back by a reviewer or reopened, and not submitted again, however long ago. The oldest 50 first; `reports` with these statuses gives the others.",
  })
  get returnedReports(): readonly MonthlyReportType[] {
    return this.reports(this.duties.returned);
  }

  @Field(() => Int, { description: "How many came back, also those that are not listed." })
  get returnedReportCount(): number {
    return this.duties.returnedCount;
  }

  private reports(views: readonly ReportView[]): readonly MonthlyReportType[] {
    return views.map((view) => new MonthlyReportType(view, this.viewer));
  }
}

@Resolver()
export class DutiesResolver {
  @Authorized("report:submit")
  @Query(() => [MyChapterType], {
    complexity: listOf(3),
    description: "The chapters you file for, with what is due, late or returned.",
  })
  async myChapters(@Ctx() { useCases, viewer }: StaffContext): Promise<readonly MyChapterType[]> {
    return (await useCases.readDuties(viewer)).map((duties) => new MyChapterType(duties, viewer));
  }
}
