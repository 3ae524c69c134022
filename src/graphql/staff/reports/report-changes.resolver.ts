// Reports, for changing: each mutation is one intention, and all of them go through one use case.

import { Arg, Authorized, Ctx, Field, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import { problem, type Problem } from "../../../domain/problem.js";
import type { ReportCommand } from "../../../domain/reporting/act-on-report.js";
import { zeroFiling, type Filing } from "../../../domain/reporting/filing.js";
import { lastRevision } from "../../../domain/reporting/monthly-report.js";
import { readCounts } from "../../../domain/reporting/report-rules.js";
import type { LocalDate } from "../../../domain/reporting-month.js";
import type { ReportOrder } from "../../../usecases/report-order.js";
import type { StaffContext } from "../../shared/context.js";
import { MutationPayload } from "../../shared/user-error.type.js";
import { pathInInput, ReportPayloadType } from "./report-payload.type.js";
import {
  AcceptReportInput,
  AllowLateReportInput,
  FileZeroReportInput,
  ReopenReportInput,
  ReturnReportInput,
  SaveReportDraftInput,
  SubmitReportInput,
  type ReportChangeInput,
  type ReportedValueInput,
} from "./report.input.js";

@ObjectType("AllowLateReportPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The outcome of a leave to file late.",
})
export class AllowLateReportPayloadType extends MutationPayload {
  @Field(() => Int, {
    nullable: true,
    description: "Entry of the audit log that records it; null: it was refused.",
  })
  auditNumber!: number | null;
}

const INPUT = "What to change, and what you saw when you decided to.";

@Resolver()
export class ReportChangesResolver {
  @Authorized("report:submit")
  @Mutation(() => ReportPayloadType, {
    description: "Keeps a draft. What would keep it from being submitted comes back as warnings.",
  })
  saveReportDraft(
    @Arg("input", () => SaveReportDraftInput, { description: INPUT }) input: SaveReportDraftInput,
    @Ctx() context: StaffContext,
  ): Promise<ReportPayloadType> {
    return change(context, "saveReportDraft", input, () => ({ action: "SAVE", filing: filingOf(input) }));
  }

  @Authorized("report:submit")
  @Mutation(() => ReportPayloadType, {
    description:
      "Hands a report in for review. One that waits for review is replaced; one that was accepted is corrected, which needs a reason.",
  })
  submitReport(
    @Arg("input", () => SubmitReportInput, { description: INPUT }) input: SubmitReportInput,
    @Ctx() context: StaffContext,
  ): Promise<ReportPayloadType> {
    return change(context, "submitReport", input, () => submission(filingOf(input), input.reason));
  }

  @Authorized("report:submit")
  @Mutation(() => ReportPayloadType, {
    description:
      "Says on purpose that no encounter happened in the month: encounters, how they ended and what was counted of them are 0. What the chapter does not collect, by its reports of the county for this month and the twelve before, stays so; what follows from no encounter, such as training and referrals, is left as it was said, or unsaid.",
  })
  fileZeroReport(
    @Arg("input", () => FileZeroReportInput, { description: INPUT }) input: FileZeroReportInput,
    @Ctx() context: StaffContext,
  ): Promise<ReportPayloadType> {
    return change(context, "fileZeroReport", input, (onFile, filedBefore) => {
      const last = onFile === null || onFile === "UNKNOWN" ? null : lastRevision(onFile);
      return submission(zeroFiling(last?.values ?? null, filedBefore, input.comment ?? null), input.reason);
    });
  }

  @Authorized("report:review")
  @Mutation(() => ReportPayloadType, { description: "Makes the last revision the figure of record." })
  acceptReport(
    @Arg("input", () => AcceptReportInput, { description: INPUT }) input: AcceptReportInput,
    @Ctx() context: StaffContext,
  ): Promise<ReportPayloadType> {
    return change(context, "acceptReport", input, () => ({
      action: "ACCEPT",
      comment: input.comment ?? null,
    }));
  }

  @Authorized("report:review")
  @Mutation(() => ReportPayloadType, {
    description: "Sends the last revision back to the chapter, with a comment.",
  })
  returnReport(
    @Arg("input", () => ReturnReportInput, { description: INPUT }) input: ReturnReportInput,
    @Ctx() context: StaffContext,
  ): Promise<ReportPayloadType> {
    return change(context, "returnReport", input, () => ({ action: "RETURN", comment: input.comment }));
  }

  @Authorized("report:reopen")
  @Mutation(() => ReportPayloadType, {
    description:
      "Opens an accepted report for correction. The accepted figure stands until another is accepted.",
  })
  reopenReport(
    @Arg("input", () => ReopenReportInput, { description: INPUT }) input: ReopenReportInput,
    @Ctx() context: StaffContext,
  ): Promise<ReportPayloadType> {
    return change(context, "reopenReport", input, () => ({ action: "REOPEN", reason: input.reason }));
  }

  @Authorized("report:allow-late")
  @Mutation(() => AllowLateReportPayloadType, {
    description: "Lets a chapter file a closed month for some days, with a reason, on record.",
  })
  async allowLateReport(
    @Arg("input", () => AllowLateReportInput, { description: INPUT }) input: AllowLateReportInput,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<AllowLateReportPayloadType> {
    const { report: ref, until, reason, idempotencyKey } = input;
    const lastDay = until.toISOString().slice(0, 10) as LocalDate;
    const done = await useCases.allowLateReport(viewer, { ref, until: lastDay, reason, idempotencyKey });
    if (done.outcome === "DONE")
      return { auditNumber: done.answer.number, replayed: done.isReplayed, userErrors: [] };
    const userErrors = done.problems.map((found) => ({ ...found, path: pathInInput(found.path) }));
    return { auditNumber: null, replayed: false, userErrors };
  }
}

type MutationName =
  "saveReportDraft" | "submitReport" | "fileZeroReport" | "acceptReport" | "returnReport" | "reopenReport";

const ACTIONS = {
  saveReportDraft: "SAVE",
  submitReport: "SUBMIT",
  fileZeroReport: "SUBMIT",
  acceptReport: "ACCEPT",
  returnReport: "RETURN",
  reopenReport: "REOPEN",
} as const;

async function change(
  { useCases, viewer }: StaffContext,
  operation: MutationName,
  input: ReportChangeInput & { readonly values?: readonly ReportedValueInput[] },
  command: ReportOrder["command"],
): Promise<ReportPayloadType> {
  const { idempotencyKey, version, report: ref, ...body } = input;
  const answer = await useCases.changeReport(viewer, {
    ref,
    version,
    idempotencyKey,
    operation,
    body: { ref, version, ...body },
    action: ACTIONS[operation],
    isZeroReport: operation === "fileZeroReport",
    faults: namedTwice(input.values ?? []),
    command,
  });
  return new ReportPayloadType(answer, viewer);
}

function submission(filing: Filing, reason: string | null | undefined): ReportCommand {
  return { action: "SUBMIT", filing, origin: "ENTERED", reason: reason ?? null };
}

function filingOf({ values, partial, comment }: SaveReportDraftInput | SubmitReportInput): Filing {
  const entries = values.map(({ measure, value }) => [measure, value ?? null] as const);
  return {
    values: Object.fromEntries(entries),
    isPartial: partial,
    isZeroReport: false,
    comment: comment ?? null,
    // Of what is said twice nobody can tell which is meant.
    unread: new Set(repeatedAmong(values).map(({ measure }) => measure)),
  };
}

interface Repeated {
  readonly measure: MeasureKey;
  readonly index: number;
}

function repeatedAmong(values: readonly ReportedValueInput[]): readonly Repeated[] {
  const measures = values.map(({ measure }) => measure);
  return measures
    .map((measure, index) => ({ measure, index }))
    .filter(({ measure, index }) => measures.indexOf(measure) !== index);
}

/** Which is meant nobody can tell; that one of them is no count can be told all the same. */
function namedTwice(values: readonly ReportedValueInput[]): readonly Problem[] {
  const repeated = repeatedAmong(values);
  const measures = new Set(repeated.map(({ measure }) => measure));
  return [
    ...repeated.map(({ measure, index }) =>
      problem(
        "DUPLICATE",
        `values[${String(index)}]`,
        `${measure} stands there more than once.`,
        "Send each measure once.",
      ),
    ),
    ...values
      .filter(({ measure }) => measures.has(measure))
      .flatMap(({ measure, value }) => readCounts({ [measure]: value ?? null }).faults),
  ];
}
