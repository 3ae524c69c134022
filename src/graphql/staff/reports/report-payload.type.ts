// What a change of a report answers: the report as it stands, a receipt, and everything that was wrong.

import { Field, Int, ObjectType } from "type-graphql";
import type { Viewer } from "../../../domain/access/viewer.js";
import type { Problem } from "../../../domain/problem.js";
import type { ReportStatus } from "../../../domain/reporting/report-status.js";
import type { ReportAnswer } from "../../../usecases/change-report.js";
import type { Receipt } from "../../../usecases/receipt.js";
import { listOf } from "../../shared/cost.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { MutationPayload, UserErrorType } from "../../shared/user-error.type.js";
import { ContentChangesType } from "./content-changes.type.js";
import { MonthlyReportType } from "./monthly-report.type.js";
import { ReportStatusEnum } from "./report-parts.type.js";

@ObjectType("Receipt", {
  simpleResolvers: true,
  description:
    "Proof of what was taken in. Keep it: it shows later that a report was filed as you say, and that the log of who did what was not cut.",
})
export class ReceiptType implements Receipt {
  @Field(() => String, { description: "What was changed." })
  subject!: string;

  @Field(() => ReportStatusEnum, { description: "Where the report stood after it." })
  status!: ReportStatus;

  @Field(() => Int, { description: "Its version after it." })
  version!: number;

  @Field(() => Int, { nullable: true, description: "Number of its last revision; null: only a draft." })
  revision!: number | null;

  @Field(() => String, {
    description:
      "SHA-256, in hex, of the JSON object { comment, isPartial, isZeroReport, subject, values } with its keys sorted, those of `values` too, and no blanks.",
  })
  contentSha256!: string;

  @Field(() => DateTimeScalar, { description: "When." })
  at!: string;

  @Field(() => Int, { description: "Entry of the audit log that records it." })
  auditNumber!: number;

  @Field(() => String, { description: "Seal of that entry, chained to all before it." })
  auditSha256!: string;
}

@ObjectType("ReportPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The outcome of a change: the report, a receipt, and all that was wrong.",
})
export class ReportPayloadType implements MutationPayload {
  constructor(
    private readonly answer: ReportAnswer,
    private readonly viewer: Viewer,
  ) {}

  @Field(() => MonthlyReportType, {
    nullable: true,
    description: "As it stands now, also when the change was refused; null when it is none that you may see.",
  })
  get report(): MonthlyReportType | null {
    const { view } = this.answer;
    return view === null ? null : new MonthlyReportType(view, this.viewer);
  }

  @Field(() => ReceiptType, { nullable: true, description: "Null when nothing was changed." })
  get receipt(): Receipt | null {
    return this.answer.receipt;
  }

  @Field(() => Boolean, {
    description: "This key was used for the same request before: nothing was done twice.",
  })
  get replayed(): boolean {
    return this.answer.isReplayed;
  }

  @Field(() => Boolean, { description: "The report said that already, so there was nothing to change." })
  get unchanged(): boolean {
    return this.answer.isUnchanged;
  }

  @Field(() => ContentChangesType, {
    nullable: true,
    description:
      "After a stale version: where what is on file (`before`) differs from what you sent (`after`). Null otherwise.",
  })
  get conflict(): ContentChangesType | null {
    const { conflict } = this.answer;
    return conflict === null ? null : new ContentChangesType(conflict);
  }

  @Field(() => [UserErrorType], {
    complexity: listOf(10),
    description: "Errors, which stopped the change, and warnings.",
  })
  get userErrors(): readonly Problem[] {
    return this.answer.problems.map((found) => ({ ...found, path: pathInInput(found.path) }));
  }
}

/** Where in the input of a mutation the part stands that a problem names. */
export function pathInInput(path: string): string {
  if (path === "report") return "input.report";
  return /^(?:state|chapter|county|month)$/.test(path) ? `input.report.${path}` : `input.${path}`;
}
