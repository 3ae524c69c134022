// What a monthly report is made of: values, revisions, a draft, the steps of its life.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { REPORTED_MEASURES, type ReportValues } from "../../../domain/catalog/catalog.js";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import type { Timeliness } from "../../../domain/reporting/deadlines.js";
import { contentChanges } from "../../../domain/reporting/content-change.js";
import type {
  Draft,
  ReportEvent,
  Revision,
  RevisionOrigin,
} from "../../../domain/reporting/monthly-report.js";
import type { ReportAction, ReportStatus } from "../../../domain/reporting/report-status.js";
import { MeasureEnum } from "../../shared/catalog-enums.js";
import { listOf } from "../../shared/cost.js";
import { DateTimeScalar } from "../../shared/scalars.js";
import { ContentChangesType } from "./content-changes.type.js";
import { Reads } from "./reads.js";

export const ReportStatusEnum: Readonly<Record<ReportStatus, ReportStatus>> = {
  DRAFT: "DRAFT",
  SUBMITTED: "SUBMITTED",
  RETURNED: "RETURNED",
  ACCEPTED: "ACCEPTED",
  REOPENED: "REOPENED",
};
registerEnumType(ReportStatusEnum, {
  name: "ReportStatus",
  description: "Where a report stands.",
  valuesConfig: {
    DRAFT: { description: "Saved, never submitted: no figure knows of it." },
    SUBMITTED: { description: "Waits for a reviewer." },
    RETURNED: { description: "A reviewer sent it back with a comment." },
    ACCEPTED: { description: "A reviewer accepted it: its last accepted revision is the figure of record." },
    REOPENED: {
      description:
        "Was accepted and is being corrected; the accepted revision stands until another is accepted.",
    },
  },
});

const ReportActionEnum: Readonly<Record<ReportAction, ReportAction>> = {
  SAVE: "SAVE",
  SUBMIT: "SUBMIT",
  ACCEPT: "ACCEPT",
  RETURN: "RETURN",
  REOPEN: "REOPEN",
};
registerEnumType(ReportActionEnum, {
  name: "ReportAction",
  description: "What was done with a report.",
  valuesConfig: {
    SAVE: { description: "A draft was kept." },
    SUBMIT: { description: "A revision was handed in." },
    ACCEPT: { description: "The revision became the figure of record." },
    RETURN: { description: "The revision was sent back." },
    REOPEN: { description: "An accepted report was opened for correction." },
  },
});

export const RevisionOriginEnum: Readonly<Record<RevisionOrigin, RevisionOrigin>> = {
  ENTERED: "ENTERED",
  UPLOADED: "UPLOADED",
  DERIVED: "DERIVED",
  DEMONSTRATION: "DEMONSTRATION",
};
registerEnumType(RevisionOriginEnum, {
  name: "RevisionOrigin",
  description: "How a revision came in.",
  valuesConfig: {
    ENTERED: { description: "Through the form or the API." },
    UPLOADED: { description: "From a file." },
    DERIVED: { description: "Added up from the encounters on file." },
    DEMONSTRATION: { description: "Invented for demonstration." },
  },
});

export const TimelinessEnum: Readonly<Record<Timeliness, Timeliness>> = {
  EARLY: "EARLY",
  ON_TIME: "ON_TIME",
  LATE: "LATE",
};
registerEnumType(TimelinessEnum, {
  name: "Timeliness",
  description: "When the first submission came, set against the due day.",
  valuesConfig: {
    EARLY: { description: "At least seven days before the due day." },
    ON_TIME: { description: "Up to and on the due day." },
    LATE: { description: "After the due day." },
  },
});

@ObjectType("ReportedValue", { simpleResolvers: true, description: "What a report says of one measure." })
export class ReportedValueType {
  @Field(() => MeasureEnum, { description: "The measure." })
  measure!: MeasureKey;

  @Field(() => Int, { nullable: true, description: "The count; null when the chapter does not collect it." })
  value!: number | null;
}

export function toReportedValues(values: ReportValues): readonly ReportedValueType[] {
  return REPORTED_MEASURES.flatMap(({ key }) => {
    const value = values[key];
    return value === undefined ? [] : [{ measure: key, value }];
  });
}

@ObjectType("ReportRevision", {
  simpleResolvers: true,
  description: "One submission of a report. It is never changed; a correction is another revision.",
})
export class ReportRevisionType {
  constructor(
    private readonly revision: Revision,
    private readonly before: Revision | null,
  ) {}

  @Field(() => Int, { description: "1, 2, 3 … within the report." })
  get number(): number {
    return this.revision.number;
  }

  @Field(() => RevisionOriginEnum, { description: "How it came in." })
  get origin(): RevisionOrigin {
    return this.revision.origin;
  }

  @Field(() => Boolean, { name: "zeroReport", description: "Filed to say that nothing happened." })
  get zeroReport(): boolean {
    return this.revision.isZeroReport;
  }

  @Field(() => Boolean, { description: "It covers only part of the month." })
  get partial(): boolean {
    return this.revision.isPartial;
  }

  @Reads("VALUES")
  @Field(() => [ReportedValueType], {
    complexity: listOf(50),
    description: "What it says, measure by measure.",
  })
  get values(): readonly ReportedValueType[] {
    return toReportedValues(this.revision.values);
  }

  @Reads("VALUES")
  @Field(() => ContentChangesType, {
    description: "Where it differs from the revision before; for the first, from nothing.",
  })
  get changes(): ContentChangesType {
    return new ContentChangesType(contentChanges(this.before, this.revision));
  }

  @Field(() => String, { nullable: true, description: "Why it differs; null on the first." })
  get reason(): string | null {
    return this.revision.reason;
  }

  @Field(() => String, { nullable: true, description: "What the chapter says about the month." })
  get comment(): string | null {
    return this.revision.comment;
  }

  @Field(() => DateTimeScalar, { description: "When it was submitted." })
  get submittedAt(): Date {
    return this.revision.submittedAt;
  }

  @Field(() => Int, {
    nullable: true,
    description: "Number of the account that submitted it; null for what was derived or invented.",
  })
  get submittedBy(): number | null {
    return this.revision.submittedBy;
  }

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When a reviewer accepted it; null: not so far.",
  })
  get acceptedAt(): Date | null {
    return this.revision.acceptedAt;
  }
}

@ObjectType("ReportDraft", {
  simpleResolvers: true,
  description: "Values kept for later. No figure reads them.",
})
export class ReportDraftType {
  constructor(private readonly draft: Draft) {}

  @Field(() => [ReportedValueType], {
    complexity: listOf(50),
    description: "What has been filled in so far.",
  })
  get values(): readonly ReportedValueType[] {
    return toReportedValues(this.draft.values);
  }

  @Field(() => Boolean, { description: "It is to cover only part of the month." })
  get partial(): boolean {
    return this.draft.isPartial;
  }

  @Field(() => String, { nullable: true, description: "The comment so far." })
  get comment(): string | null {
    return this.draft.comment;
  }

  @Field(() => DateTimeScalar, { description: "When it was saved last." })
  get savedAt(): Date {
    return this.draft.savedAt;
  }

  @Field(() => Int, { description: "Number of the account that saved it." })
  get savedBy(): number {
    return this.draft.savedBy;
  }
}

@ObjectType("ReportEvent", { simpleResolvers: true, description: "One step of a report's life." })
export class ReportEventType implements ReportEvent {
  @Field(() => ReportActionEnum, { description: "What was done." })
  action!: ReportAction;

  @Field(() => ReportStatusEnum, { nullable: true, description: "Status before; null: nothing was on file." })
  statusBefore!: ReportStatus | null;

  @Field(() => ReportStatusEnum, { description: "Status after." })
  statusAfter!: ReportStatus;

  @Field(() => Int, { nullable: true, description: "Number of the revision it was about." })
  revision!: number | null;

  @Field(() => String, { nullable: true, description: "The reviewer's comment, or the reason." })
  comment!: string | null;

  @Field(() => DateTimeScalar, { description: "When." })
  at!: Date;

  @Field(() => Int, { nullable: true, description: "Number of the account that did it." })
  by!: number | null;
}
