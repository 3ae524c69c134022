// A release in the making, as its builders see it.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { STATUS_MEANINGS } from "../../../domain/statistics/figure-words.js";
import type { Suppression } from "../../../domain/disclosure/protected-lattice.js";
import type { StateCode } from "../../../domain/geography.js";
import type { Problem } from "../../../domain/problem.js";
import type { ReleaseKind, Withdrawal } from "../../../domain/release/published-release.js";
import type {
  GateReport,
  GateReports,
  Progress,
  Release,
  ReleaseStatus,
} from "../../../domain/release/release-life.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import type { CellTally, DraftCell } from "../../../usecases/release-ports.js";
import { FigureStatusEnum } from "../../figures/figure.type.js";
import { ReleaseKindEnum, WithdrawalType } from "../../public/releases/release.type.js";
import { connectionTypes } from "../../shared/connection.js";
import { listOf } from "../../shared/cost.js";
import { DateTimeScalar, StateCodeScalar, YearMonthScalar } from "../../shared/scalars.js";
import { MutationPayload, UserErrorType } from "../../shared/user-error.type.js";

const STATUSES: Readonly<Record<ReleaseStatus, string>> = {
  QUEUED: "Waits for the builder.",
  BUILDING: "Is being built.",
  FAILED: "A gate found something, or the inputs could not be laid out: nothing of it can ever be published.",
  BUILT: "Every gate held. Waits for a second person.",
  DISCARDED: "Was discarded before it was published, or canceled while it was built.",
  PUBLISHED: "Is public.",
  WITHDRAWN: "Was public, and is not shown any more.",
};
const ReleaseStatusEnum = Object.fromEntries(Object.keys(STATUSES).map((key) => [key, key]));
registerEnumType(ReleaseStatusEnum, {
  name: "ReleaseStatus",
  description: "Where a release stands.",
  valuesConfig: Object.fromEntries(
    Object.entries(STATUSES).map(([key, description]) => [key, { description }]),
  ),
});

const SuppressionEnum: Readonly<Record<Suppression, Suppression>> = {
  PRIMARY: "PRIMARY",
  COMPLEMENTARY: "COMPLEMENTARY",
};
registerEnumType(SuppressionEnum, {
  name: "Suppression",
  description: "Why a cell is withheld. The public is shown one mark for both.",
  valuesConfig: {
    PRIMARY: { description: "The count is small." },
    COMPLEMENTARY: { description: "The count would give a small one away." },
  },
});

@ObjectType("ReleaseProgress", { simpleResolvers: true, description: "How far a build is." })
class ReleaseProgressType implements Omit<Progress, "doneAt"> {
  @Field(() => DateTimeScalar, { description: "When its builder began." })
  since!: Date;

  @Field(() => String, {
    description: 'What the builder is at, in words: "2025: choosing which counts to withhold".',
  })
  step!: string;

  @Field(() => Int, { description: "Years that are done." })
  done!: number;

  @Field(() => Int, { description: "Years in all." })
  inAll!: number;
}

@ObjectType("GateReport", { simpleResolvers: true, description: "What an attack on a release came to." })
class GateReportType implements GateReport {
  @Field(() => Int, { description: "Small counts that were attacked; none was worked out." })
  attacked!: number;

  @Field(() => Int, {
    description:
      "Of these, those of which more can be proved than the rule allows, since zeros and numbers around them are public: no withholding could help it.",
  })
  floors!: number;
}

@ObjectType("InsiderGateReport", {
  simpleResolvers: true,
  description: "What the attacks of insiders came to.",
})
class InsiderGateReportType extends GateReportType {
  @Field(() => Int, { description: "Chapters whose coordinator was tried." })
  chapters!: number;
}

@ObjectType("GateReports", { simpleResolvers: true, description: "The three gates before a release." })
class GateReportsType implements GateReports {
  @Field(() => GateReportType, { description: "Everybody, with all that was ever published of the years." })
  public!: GateReport;

  @Field(() => Int, {
    description: "Moves of the proof that an independent program replayed in whole numbers.",
  })
  movesReplayed!: number;

  @Field(() => InsiderGateReportType, {
    description: "Coordinators, each with what the own chapter reported.",
  })
  insiders!: GateReports["insiders"];

  @Field(() => String, { description: "Name and version of the solver." })
  solver!: string;
}

@ObjectType("CellTally", { simpleResolvers: true, description: "How many cells of a level stand so." })
export class CellTallyType implements CellTally {
  @Field(() => String, { description: "STATE, REGION, CHAPTER or COUNTY." })
  level!: string;

  @Field(() => FigureStatusEnum, { description: "What the public sees." })
  status!: CellTally["status"];

  @Field(() => SuppressionEnum, { nullable: true, description: "Why it is withheld; null where it is not." })
  suppression!: Suppression | null;

  @Field(() => Int, { description: "Cells." })
  cells!: number;
}

@ObjectType("DraftCell", {
  simpleResolvers: true,
  description: "One cell of a release in the making, with the true count: for its builders only.",
})
export class DraftCellType {
  constructor(private readonly cell: DraftCell) {}

  @Field(() => String, { description: 'Place, period and measure: "CHAPTER:greene|2025-Q1|JAIL_BOOKINGS".' })
  get name(): string {
    return this.cell.id;
  }

  @Field(() => FigureStatusEnum, { description: STATUS_MEANINGS.REPORTED })
  get status(): DraftCell["status"] {
    return this.cell.status;
  }

  @Field(() => Int, { nullable: true, description: "What the public sees; null unless it is reported." })
  get value(): number | null {
    return this.cell.value;
  }

  @Field(() => Int, {
    nullable: true,
    description: "The public can work out that a withheld count is at least this.",
  })
  get lower(): number | null {
    return this.cell.bounds?.lower ?? null;
  }

  @Field(() => Int, {
    nullable: true,
    description: "The public can work out that a withheld count is at most this.",
  })
  get upper(): number | null {
    return this.cell.bounds?.upper ?? null;
  }

  @Field(() => Int, { nullable: true, description: "The true count; null where there is none." })
  get count(): number | null {
    return this.cell.reading;
  }

  @Field(() => SuppressionEnum, { nullable: true, description: "Why it is withheld; null where it is not." })
  get suppression(): Suppression | null {
    return this.cell.suppression;
  }
}

export const DraftCellConnectionType = connectionTypes("DraftCell", "cells", () => DraftCellType);

/** Plain, so that it can be kept and given again to a retry. */
@ObjectType("ReleaseDraft", {
  simpleResolvers: true,
  description: "An attempt to publish, from the request on: what only its builders see.",
})
export class ReleaseDraftType implements Omit<Release, "id" | "policy" | "requestedBy"> {
  @Field(() => StateCodeScalar, { description: "The state." })
  stateCode!: StateCode;

  @Field(() => ReleaseKindEnum, { description: "What it adds to those before." })
  kind!: ReleaseKind;

  @Field(() => YearMonthScalar, {
    nullable: true,
    description:
      "Of a first release: nothing before this month is published. Null: no beginning was asked for.",
  })
  from!: ReportingMonth | null;

  @Field(() => YearMonthScalar, { description: "First month that is not included." })
  until!: ReportingMonth;

  @Field(() => DateTimeScalar, { description: "Reports that were accepted by then are in it." })
  asOf!: Date;

  @Field(() => ReleaseStatusEnum, { description: "Where it stands." })
  status!: ReleaseStatus;

  @Field(() => DateTimeScalar, { description: "When it was asked for." })
  requestedAt!: Date;

  @Field(() => ReleaseProgressType, { nullable: true, description: "While it is built: how far." })
  progress!: Progress | null;

  @Field(() => [UserErrorType], {
    complexity: listOf(10),
    description: "Why it failed: every cell that could be worked out.",
  })
  problems!: readonly Problem[];

  @Field(() => GateReportsType, { nullable: true, description: "What the gates came to; null before." })
  gates!: GateReports | null;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 over the years that it adds to, as it shows them; null before.",
  })
  contentSha256!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was built." })
  builtAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "Its number within the state, from publication on." })
  number!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was published." })
  publishedAt!: Date | null;

  @Field(() => WithdrawalType, { nullable: true, description: "Why it was withdrawn." })
  withdrawal!: Withdrawal | null;
}

export const ReleaseDraftConnectionType = connectionTypes("ReleaseDraft", "releases", () => ReleaseDraftType);

@ObjectType("ReleaseDraftPayload", {
  implements: MutationPayload,
  simpleResolvers: true,
  description: "The release as it is now.",
})
export class ReleaseDraftPayload extends MutationPayload {
  @Field(() => ReleaseDraftType, { nullable: true, description: "Null when nothing was done." })
  release?: Release;
}
