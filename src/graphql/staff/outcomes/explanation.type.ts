// What a figure is made of: its definition, and every report that is in it.

import { Field, Int, ObjectType } from "type-graphql";
import type { MeasureDefinition } from "../../../domain/catalog/measure.js";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import type { MetricDefinition } from "../../../domain/catalog/metric.js";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { RevisionOrigin } from "../../../domain/reporting/monthly-report.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import { explain, lentBy, type Lent } from "../../../domain/statistics/explanation.js";
import type { CountedReport, FigureBasis } from "../../../domain/statistics/figure.js";
import type { RevisionOnFile } from "../../../usecases/ports.js";
import { MeasureDefinitionType, MetricDefinitionType } from "../../public/definitions.type.js";
import { ChapterType } from "../../public/geography.type.js";
import { connectionTypes } from "../../shared/connection.js";
import { DateTimeScalar, YearMonthScalar } from "../../shared/scalars.js";
import { RevisionOriginEnum } from "../reports/report-parts.type.js";

@ObjectType("ExplainedReport", {
  simpleResolvers: true,
  description: "One report that is in a figure: the accepted revision, and what it lends.",
})
export class ExplainedReportType {
  private readonly lent: Lent;

  constructor(
    readonly report: CountedReport,
    private readonly revisionOnFile: RevisionOnFile,
    key: FigureBasis["key"],
  ) {
    this.lent = lentBy(revisionOnFile.values, key, report.month);
  }

  @Field(() => ChapterType, { description: "The chapter that reported." })
  get chapter() {
    return this.report.chapter;
  }

  @Field(() => YearMonthScalar, { description: "The month it is about." })
  get month(): ReportingMonth {
    return this.report.month;
  }

  @Field(() => Int, { description: "Which revision of the report was the figure of record: 1, 2, 3 …" })
  get revision(): number {
    return this.revisionOnFile.number;
  }

  @Field(() => RevisionOriginEnum, { description: "How it came in." })
  get origin(): RevisionOrigin {
    return this.revisionOnFile.origin;
  }

  @Field(() => DateTimeScalar, { description: "When it was submitted." })
  get submittedAt(): Date {
    return this.revisionOnFile.submittedAt;
  }

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was accepted." })
  get acceptedAt(): Date | null {
    return this.revisionOnFile.acceptedAt;
  }

  @Field(() => Boolean, { name: "partial", simple: false, description: "It covers only part of its month." })
  get isPartial(): boolean {
    return this.revisionOnFile.isPartial;
  }

  @Field(() => Int, {
    nullable: true,
    description: "What it adds to the count, or to the numerator of the rate.",
  })
  get numerator(): number | null {
    return this.lent.numerator;
  }

  @Field(() => Int, {
    nullable: true,
    description: "What it adds to the denominator; null for a count, and for a rate per residents.",
  })
  get denominator(): number | null {
    return this.lent.denominator;
  }
}

export const ExplainedReportConnectionType = connectionTypes(
  "ExplainedReport",
  "reports",
  () => ExplainedReportType,
);

@ObjectType("Explanation", {
  simpleResolvers: true,
  description:
    "What a figure is made of, so that anybody can work it out again by hand: its definition, and every report that is in it.",
})
export class ExplanationType {
  readonly reportsInIt: readonly CountedReport[];
  private readonly explained: ReturnType<typeof explain>;

  constructor(readonly basis: FigureBasis) {
    this.explained = explain(basis.key);
    this.reportsInIt = basis.reports();
  }

  @Field(() => MeasureDefinitionType, { nullable: true, description: "What is counted; null for a rate." })
  get measure(): MeasureDefinition<MeasureKey> | null {
    return this.explained.measure;
  }

  @Field(() => MetricDefinitionType, {
    nullable: true,
    description: "What is divided by what; null for a count.",
  })
  get metric(): MetricDefinition<MetricKey> | null {
    return this.explained.metric;
  }

  @Field(() => String, { description: "The definition as a formula over the measures of the catalogue." })
  get formula(): string {
    return this.explained.formula;
  }

  @Field(() => Int, { description: "How many reports are in the figure." })
  get countedReports(): number {
    return this.reportsInIt.length;
  }
}
