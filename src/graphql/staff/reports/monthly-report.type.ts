// A monthly report as chapters and reviewers see it, with what the viewer can do with it just now.

import { GraphQLDate } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import type { Viewer } from "../../../domain/access/viewer.js";
import type { County } from "../../../domain/geography.js";
import type { Problem } from "../../../domain/problem.js";
import {
  lastOpenDay,
  lockedFrom,
  timelinessOf,
  type Timeliness,
} from "../../../domain/reporting/deadlines.js";
import {
  acceptedRevision,
  type ReportEvent,
  type Revision,
} from "../../../domain/reporting/monthly-report.js";
import type { ReportStatus } from "../../../domain/reporting/report-status.js";
import { dueDate, type ReportingMonth } from "../../../domain/reporting-month.js";
import {
  canNow,
  isLockedNow,
  isReopenedBy,
  needsReason,
  seesDraft,
  type ReportRight,
} from "../../../usecases/report-rights.js";
import type { ReportView } from "../../../usecases/report-view.js";
import { ChapterType, CountyType } from "../../public/geography.type.js";
import { Computed } from "../../shared/computed.js";
import { connectionTypes } from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf } from "../../shared/cost.js";
import { UserErrorType } from "../../shared/user-error.type.js";
import { YearMonthScalar } from "../../shared/scalars.js";
import { Reads } from "./reads.js";
import {
  ReportDraftType,
  ReportedValueType,
  ReportEventType,
  ReportRevisionType,
  ReportStatusEnum,
  TimelinessEnum,
  toReportedValues,
} from "./report-parts.type.js";

@ObjectType("MonthlyReport", {
  description:
    "What one chapter says of one county in one month. A month without a report is missing, never zero.",
})
export class MonthlyReportType {
  constructor(
    readonly view: ReportView,
    private readonly viewer: Viewer,
  ) {}

  @Field(() => ChapterType, { simple: true, description: "The chapter that reports." })
  get chapter() {
    return this.view.chapter;
  }

  @Computed(() => CountyType, { nullable: true, description: "The county it is about." })
  county(_args: object, { loaders }: StaffContext): Promise<County | null> {
    return loaders.county.load(this.view.county);
  }

  @Field(() => YearMonthScalar, { simple: true, description: "The month it is about." })
  get month(): ReportingMonth {
    return this.view.month;
  }

  @Field(() => ReportStatusEnum, {
    simple: true,
    nullable: true,
    description: "Where it stands; null: nothing has been saved or submitted.",
  })
  get status(): ReportStatus | null {
    return this.view.report?.status ?? null;
  }

  @Field(() => Int, {
    simple: true,
    description: "Rises with every change; send it back with the next one. 0: nothing is on file.",
  })
  get version(): number {
    return this.view.report?.version ?? 0;
  }

  @Field(() => Boolean, { simple: true, description: "It is invented for demonstration." })
  get demonstration(): boolean {
    return this.view.report?.isDemonstration ?? false;
  }

  @Field(() => GraphQLDate, {
    simple: true,
    description: "The last day on which it is on time: the 15th of the next month.",
  })
  get dueOn(): string {
    return dueDate(this.view.month);
  }

  @Field(() => GraphQLDate, {
    simple: true,
    description: "The last day on which the chapter can file or correct the month.",
  })
  get lastOpenDay(): string {
    return lastOpenDay(this.view.month, this.view.lock);
  }

  @Field(() => GraphQLDate, {
    simple: true,
    description: "The first day on which the month is closed to its chapter: the one after `lastOpenDay`.",
  })
  get lockedFrom(): string {
    return lockedFrom(this.view.month, this.view.lock);
  }

  @Field(() => Boolean, {
    simple: true,
    description: "The month is closed; a reviewer can allow a late report.",
  })
  get locked(): boolean {
    return isLockedNow(this.view);
  }

  @Field(() => GraphQLDate, {
    simple: true,
    nullable: true,
    description:
      "Last day, included, on which a reviewer lets the chapter file the closed month; null: it was not extended.",
  })
  get lateAllowedUntil(): string | null {
    return this.view.lockOverride?.until ?? null;
  }

  @Field(() => GraphQLDate, {
    simple: true,
    nullable: true,
    description: "Local date of the first submission; null: none so far.",
  })
  get firstSubmittedOn(): string | null {
    return this.view.report?.firstSubmittedOn ?? null;
  }

  @Field(() => TimelinessEnum, { simple: true, nullable: true, description: "Null: not submitted so far." })
  get timeliness(): Timeliness | null {
    return timelinessOf(this.view.month, this.view.report?.firstSubmittedOn ?? null);
  }

  @Reads("REVISIONS")
  @Field(() => ReportRevisionType, {
    simple: true,
    nullable: true,
    description: "The figure of record: the last revision that was accepted. Null: none so far.",
  })
  get ofRecord(): ReportRevisionType | null {
    const { report } = this.view;
    const revision = report === null ? null : acceptedRevision(report);
    return revision === null ? null : this.revisionType(revision);
  }

  @Reads("REVISIONS")
  @Field(() => ReportRevisionType, {
    simple: true,
    nullable: true,
    description: "The last revision, whatever became of it. Null: none so far.",
  })
  get latest(): ReportRevisionType | null {
    return this.revisions.at(-1) ?? null;
  }

  @Reads("REVISIONS", "VALUES")
  @Computed(() => [UserErrorType], {
    complexity: listOf(10),
    description: "What is unusual about the last revision beside the twelve months before: it stops nothing.",
  })
  warnings(_args: object, { staffLoaders }: StaffContext): Promise<readonly Problem[]> {
    return staffLoaders.warnings.load(this.view);
  }

  @Computed(() => [ReportedValueType], {
    nullable: true,
    complexity: listOf(50),
    description: "What the chapter last submitted of the county for the month before; null: nothing.",
  })
  async monthBefore(
    _args: object,
    { staffLoaders }: StaffContext,
  ): Promise<readonly ReportedValueType[] | null> {
    return valuesOf(await staffLoaders.monthBefore.load(this.view));
  }

  @Computed(() => [ReportedValueType], {
    nullable: true,
    complexity: listOf(50),
    description: "The same of the same month of the year before.",
  })
  async yearBefore(
    _args: object,
    { staffLoaders }: StaffContext,
  ): Promise<readonly ReportedValueType[] | null> {
    return valuesOf(await staffLoaders.yearBefore.load(this.view));
  }

  @Reads("REVISIONS")
  @Field(() => [ReportRevisionType], {
    complexity: listOf(3),
    simple: true,
    description: "Every revision, in order.",
  })
  get revisions(): readonly ReportRevisionType[] {
    return (this.view.report?.revisions ?? []).map((revision) => this.revisionType(revision));
  }

  @Reads("DRAFT")
  @Field(() => ReportDraftType, {
    simple: true,
    nullable: true,
    description: "What is kept and not submitted; only those who file for the chapter see it.",
  })
  get draft(): ReportDraftType | null {
    const draft = seesDraft(this.viewer, this.view) ? (this.view.report?.draft ?? null) : null;
    return draft === null ? null : new ReportDraftType(draft);
  }

  @Reads("EVENTS")
  @Field(() => [ReportEventType], {
    complexity: listOf(5),
    simple: true,
    description: "Every step so far, in order.",
  })
  get history(): readonly ReportEvent[] {
    return this.view.report?.events ?? [];
  }

  @Reads("EVENTS")
  @Field(() => Boolean, {
    simple: true,
    description: "It is reopened, and it was you who reopened it, not a reviewer who sent it back.",
  })
  get reopenedByViewer(): boolean {
    return isReopenedBy(this.viewer, this.view);
  }

  @Field(() => Boolean, { simple: true, description: "You can keep a draft of it now." })
  get viewerCanSave(): boolean {
    return this.can("SAVE");
  }

  @Field(() => Boolean, {
    simple: true,
    description:
      "You can submit it now, or file a zero report. Also true of one that was accepted: `submissionNeedsReason` says so then.",
  })
  get viewerCanSubmit(): boolean {
    return this.can("SUBMIT");
  }

  @Field(() => Boolean, {
    simple: true,
    description:
      "A submission now needs a `reason`: it corrects what was accepted. Otherwise a reason may be given, and need not.",
  })
  get submissionNeedsReason(): boolean {
    return needsReason(this.view);
  }

  @Reads("REVISIONS")
  @Field(() => Boolean, { simple: true, description: "You can accept it now." })
  get viewerCanAccept(): boolean {
    return this.can("ACCEPT");
  }

  @Reads("REVISIONS")
  @Field(() => Boolean, { simple: true, description: "You can return it now." })
  get viewerCanReturn(): boolean {
    return this.can("RETURN");
  }

  @Field(() => Boolean, { simple: true, description: "You can reopen it now, with a reason." })
  get viewerCanReopen(): boolean {
    return this.can("REOPEN");
  }

  @Field(() => Boolean, {
    simple: true,
    description: "You can let the chapter file it although the month is closed.",
  })
  get viewerCanAllowLate(): boolean {
    return this.can("ALLOW_LATE");
  }

  private can(right: ReportRight): boolean {
    return canNow(this.viewer, this.view, right);
  }

  private revisionType(revision: Revision): ReportRevisionType {
    const before = this.view.report?.revisions.find(({ number }) => number === revision.number - 1) ?? null;
    return new ReportRevisionType(revision, before);
  }
}

function valuesOf(revision: Revision | null): readonly ReportedValueType[] | null {
  return revision === null ? null : toReportedValues(revision.values);
}

export const MonthlyReportConnectionType = connectionTypes(
  "MonthlyReport",
  "reports",
  () => MonthlyReportType,
);
