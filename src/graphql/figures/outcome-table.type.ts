// The answer to a question, row by row.

import { Arg, ObjectType } from "type-graphql";
import type { MeasureKey } from "../../domain/catalog/measures.js";
import type { MetricKey } from "../../domain/catalog/metrics.js";
import type { County } from "../../domain/geography.js";
import type { Period } from "../../domain/period.js";
import type { Chapter } from "../../domain/reporting/chapter.js";
import type { Coverage } from "../../domain/statistics/coverage.js";
import type { Count, Rate } from "../../domain/statistics/figure.js";
import type { OutcomeRow } from "../../domain/statistics/outcome-source.js";
import { ChapterType, CountyType } from "../public/geography.type.js";
import { MeasureEnum, MetricEnum } from "../shared/catalog-enums.js";
import { Computed } from "../shared/computed.js";
import { CoverageType } from "./coverage.type.js";
import { CountType, RateType } from "./figure.type.js";
import { PeriodType } from "./period.type.js";

interface Of<Key> {
  readonly of: Key;
}

@ObjectType("OutcomeRow", {
  simpleResolvers: true,
  description: "One area in one period: what was reported, and how completely.",
})
export class OutcomeRowType {
  constructor(private readonly row: OutcomeRow) {}

  @Computed(() => CountyType, { nullable: true, description: "Null when rows are not split by county." })
  get county(): County | null {
    return this.row.county;
  }

  @Computed(() => ChapterType, {
    nullable: true,
    description: "Null when rows are not split by chapter, or when no chapter serves the county.",
  })
  get chapter(): Chapter | null {
    return this.row.chapter;
  }

  @Computed(() => String, { nullable: true, description: "Null when rows are not split by region." })
  get region(): string | null {
    return this.row.region;
  }

  @Computed(() => PeriodType, { description: "The months of the row." })
  get period(): Period {
    return this.row.period;
  }

  @Computed(() => CoverageType, { description: "How much of what should have been reported is there." })
  get coverage(): Coverage {
    return this.row.cell.coverage;
  }

  @Computed(() => CountType, { description: "Encounters." })
  get encounters(): Count {
    return this.row.cell.count("ENCOUNTERS");
  }

  @Computed(() => CountType, { description: "Encounters that ended in jail." })
  get jailBookings(): Count {
    return this.row.cell.count("JAIL_BOOKINGS");
  }

  @Computed(() => CountType, { description: "Encounters that ended in a hospital." })
  get hospitalDiversions(): Count {
    return this.row.cell.count("HOSPITAL_DIVERSIONS");
  }

  @Computed(() => CountType, {
    description: "Encounters that ended in care: hospital, crisis center, detox or sobering center.",
  })
  get healthDiversions(): Count {
    return this.row.cell.count("HEALTH_DIVERSIONS");
  }

  @Computed(() => RateType, {
    description: "Of the encounters that ended in care or jail, the share that ended in care.",
  })
  get diversionRate(): Rate {
    return this.row.cell.rate("DIVERSION_RATE");
  }

  @Computed(() => RateType, { description: "Persons in crisis injured, per 1,000 encounters." })
  get subjectInjuryRate(): Rate {
    return this.row.cell.rate("SUBJECT_INJURY_RATE");
  }

  @Computed(() => RateType, { description: "Responders injured, per 1,000 encounters." })
  get responderInjuryRate(): Rate {
    return this.row.cell.rate("RESPONDER_INJURY_RATE");
  }

  @Computed(() => CountType, { description: "Any measure of the catalogue." })
  count(@Arg("of", () => MeasureEnum, { description: "Which one." }) { of }: Of<MeasureKey>): Count {
    return this.row.cell.count(of);
  }

  @Computed(() => RateType, { description: "Any metric of the catalogue." })
  rate(@Arg("of", () => MetricEnum, { description: "Which one." }) { of }: Of<MetricKey>): Rate {
    return this.row.cell.rate(of);
  }
}
