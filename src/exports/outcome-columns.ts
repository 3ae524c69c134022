// The columns of a file of outcomes: where and when, how complete, then those of each figure. A measure or metric that is new
// in the catalogue has its columns by being there.

import { measure, metric } from "../domain/catalog/catalog.js";
import type { MeasureKey } from "../domain/catalog/measures.js";
import type { MetricKey } from "../domain/catalog/metrics.js";
import type { Count, Rate } from "../domain/statistics/figure.js";
import { RELIABILITY_MEANINGS, STATUS_MEANINGS } from "../domain/statistics/figure-words.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import { chosenMeasures, chosenMetrics, type Choice } from "./choice.js";
import { column, nameOf, type Column, type Definition } from "./column.js";
import { noticesOf, type OutcomeLine } from "./outcome-lines.js";

type OutcomeColumn = Column<OutcomeLine>;

/** In an order that stays: new figures come in where the catalogue has them, and nothing else moves. */
export function outcomeColumns(choice: Choice): readonly OutcomeColumn[] {
  return columnsOf(choice, countColumns, REMARKS);
}

/** The same for an answer from a release: what is withheld has bounds, and each row names its release. */
export function releasedColumns(choice: Choice): readonly OutcomeColumn[] {
  const counts = (key: MeasureKey, index: number) => countColumns(key, index, boundColumns(key, index));
  return columnsOf(choice, counts, [...REMARKS, RELEASE]);
}

function columnsOf(
  choice: Choice,
  counts: (key: MeasureKey, index: number) => readonly OutcomeColumn[],
  remarks: readonly OutcomeColumn[],
): readonly OutcomeColumn[] {
  return [
    ...AREA,
    ...PERIOD,
    ...COVERAGE,
    ...chosenMeasures(choice).flatMap((key, index) => counts(key, index)),
    ...chosenMetrics(choice).flatMap(rateColumns),
    ...remarks,
  ];
}

const reports = { unit: "reports" } as const;

const AREA: readonly OutcomeColumn[] = [
  column("state", "text", "Postal code of the state.", ({ answer }) => answer.state.code),
  column("region", "text", "Region; empty when rows are not split by it.", ({ row }) => row.region),
  column(
    "chapter",
    "text",
    "Short name of the chapter; empty when rows are not split by it, or when no chapter serves the county.",
    ({ row }) => row.chapter?.slug ?? null,
  ),
  column("chapter_name", "text", "Name of the chapter.", ({ row }) => row.chapter?.name ?? null),
  column(
    "county_fips",
    "text",
    "FIPS code of the county: five digits, to be read as text because leading zeros count; empty when rows are not split by county.",
    ({ row }) => row.county?.fips ?? null,
  ),
  column("county", "text", "Name of the county.", ({ row }) => row.county?.name ?? null),
];

const PERIOD: readonly OutcomeColumn[] = [
  column("period_from", "month", "First month of the row, YYYY-MM.", ({ row }) => row.period.from),
  column("period_until", "month", "First month that is not in the row, YYYY-MM.", ({ row }) => row.period.until),
  column(
    "period_label",
    "text",
    'The period for reading, such as "2026 Q1" or "FY 2026".',
    ({ row }) => row.period.label,
  ),
  column(
    "period_partial",
    "boolean",
    "The question cuts the period short, or it is not over yet.",
    ({ row }) => row.period.isPartial,
  ),
]; // prettier-ignore

const COVERAGE: readonly OutcomeColumn[] = [
  column("expected_reports", "integer", "Reports that should be there: one a county and month.", ({ row }) => row.cell.coverage.expectedReports, reports),
  column("received_reports", "integer", "Reports submitted, whatever became of them.", ({ row }) => row.cell.coverage.receivedReports, reports),
  column("accepted_reports", "integer", "Reports accepted by a reviewer.", ({ row }) => row.cell.coverage.acceptedReports, reports),
  column("on_time_reports", "integer", "Reports first submitted by the 15th of the next month.", ({ row }) => row.cell.coverage.onTimeReports, reports),
  column("counted_reports", "integer", "Accepted reports: all that the figures of the row can rest on. A figure that needs what some do not say counts fewer; see its own column.", ({ row }) => row.cell.coverage.countedReports, reports),
  column("partial_reports", "integer", "Counted reports that cover only part of their month.", ({ row }) => row.cell.coverage.partialReports, reports),
  column("demonstration_reports", "integer", "Counted reports that are invented for demonstration.", ({ row }) => row.cell.coverage.demonstrationReports, reports),
  column("coverage_fraction", "decimal", "Counted of expected reports; empty where none was expected.", ({ row }) => row.cell.coverage.fraction),
  column("coverage_complete", "boolean", "Every expected report is counted, and none is partial.", ({ row }) => row.cell.coverage.isComplete),
]; // prettier-ignore

const REMARKS: readonly OutcomeColumn[] = [
  column("is_demonstration", "boolean", `Something of the row is invented. ${DEMONSTRATION_NOTICE}`, ({ row }) => row.cell.isDemonstration),
  column("notes", "text", "What must be known beside the figures of the row, each note with the columns it is about, or alone when it is about all; notes are parted by a vertical bar.", ({ notes }) => notes),
  column("notices", "text", "What must be said wherever the answer is shown; the same in each row.", ({ answer }) => noticesOf(answer)),
  column("as_of", "instant", "When the reports were read, in UTC. A later acceptance can change a live figure.", ({ answer }) => answer.asOf),
]; // prettier-ignore

const RELEASE = column<OutcomeLine>(
  "release",
  "text",
  'Number of the release that the row is from, such as "MO-3".',
  ({ answer }) => answer.release ?? null,
);

const UNKNOWN = "Empty when nothing is known, never 0 for that: the status says why.";

/** @param bounds columns that stand beside the value */
function countColumns(
  key: MeasureKey,
  index: number,
  bounds: readonly OutcomeColumn[] = [],
): readonly OutcomeColumn[] {
  const { title, description, unit, addsUp, version, source } = measure(key);
  const definition = { key, version, source };
  const stands = addsUp === "STOCK" ? " Stands for the last month of the period that is over." : "";
  const name = nameOf(key);
  const of = ({ counts }: OutcomeLine) => counts[index];
  return [
    column(
      name,
      "integer",
      `${title}. ${description}${stands} ${UNKNOWN}`,
      (line) => of(line)?.value ?? null,
      { unit, definition },
    ),
    ...bounds,
    ...standing(name, definition, of),
  ];
}

function boundColumns(key: MeasureKey, index: number): readonly OutcomeColumn[] {
  const { unit, version, source } = measure(key);
  const rest = { unit, definition: { key, version, source } };
  const name = nameOf(key);
  return [
    column(`${name}_lower`, "integer", `The least that ${name} can be by what is published, where it is withheld; empty elsewhere.`, ({ counts }) => counts[index]?.lower ?? null, rest),
    column(`${name}_upper`, "integer", `The most that ${name} can be by what is published, where it is withheld; empty elsewhere, and where nothing limits it.`, ({ counts }) => counts[index]?.upper ?? null, rest),
  ]; // prettier-ignore
}

function rateColumns(key: MetricKey, index: number): readonly OutcomeColumn[] {
  const { title, description, unit, version, source, denominator } = metric(key);
  const definition = { key, version, source };
  const name = nameOf(key);
  const of = ({ rates }: OutcomeLine) => rates[index];
  const divisor = denominator === null ? "Residents × years, to the nearest whole" : "What it is divided by";
  return [
    column(name, "decimal", `${title}. ${description} ${UNKNOWN}`, (line) => of(line)?.value ?? null, { unit, definition }),
    column(`${name}_numerator`, "integer", `Events in ${name}, from the reports that say both numerator and denominator.`, (line) => of(line)?.numerator ?? null, { definition }),
    column(`${name}_denominator`, "integer", `${divisor}, from the same reports.`, (line) => of(line)?.denominator ?? null, { definition }),
    column(`${name}_per`, "integer", `${name} = numerator ÷ denominator × this.`, (line) => of(line)?.per ?? null, { definition }),
    column(`${name}_lower`, "decimal", `Lower end of the 95 % confidence interval of ${name}.`, (line) => of(line)?.interval?.lower ?? null, { unit, definition }),
    column(`${name}_upper`, "decimal", `Upper end of the 95 % confidence interval of ${name}.`, (line) => of(line)?.interval?.upper ?? null, { unit, definition }),
    column(`${name}_reliability`, "text", `Whether ${name} rests on enough events to be compared.`, (line) => of(line)?.reliability ?? null, { definition, meanings: RELIABILITY_MEANINGS }),
    ...standing(name, definition, of),
  ]; // prettier-ignore
}

/** What stands behind a figure: its status, and how many of the reports that should be in it are. */
function standing(
  name: string,
  definition: Definition,
  of: (line: OutcomeLine) => Pick<Count | Rate, "status" | "coverage"> | undefined,
): readonly OutcomeColumn[] {
  return [
    column(`${name}_status`, "text", `What stands behind ${name}, or behind its absence.`, (line) => of(line)?.status ?? null, { definition, meanings: STATUS_MEANINGS }),
    column(`${name}_counted_reports`, "integer", `Reports that are in ${name}.`, (line) => of(line)?.coverage.countedReports ?? null, { ...reports, definition }),
    column(`${name}_expected_reports`, "integer", `Reports that should be in ${name}.`, (line) => of(line)?.coverage.expectedReports ?? null, { ...reports, definition }),
  ]; // prettier-ignore
}
