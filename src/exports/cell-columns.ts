// The columns of a file of published cells: one figure that a release shows, or withholds, or has no number for.

import { measure } from "../domain/catalog/catalog.js";
import { releaseNumber, type PublishedRelease } from "../domain/release/published-release.js";
import { shownCells, type ShownCell } from "../domain/release/shown-cells.js";
import { STATUS_MEANINGS } from "../domain/statistics/figure-words.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import { column, type Column } from "./column.js";

export interface CellLine extends ShownCell {
  readonly release: PublishedRelease;
}

const AREA_KINDS = {
  STATE: "The whole state.",
  REGION: "A region of the state, as the roster drew it in each month.",
  CHAPTER: "The counties that a chapter served.",
  COUNTY: "A county.",
} as const;

const GRAINS = { MONTH: "A month.", QUARTER: "A calendar quarter.", YEAR: "A calendar year." } as const;

const { REPORTED, REPORTED_ZERO, NOT_REPORTED, NOT_COLLECTED, NOT_EXPECTED, WITHHELD } = STATUS_MEANINGS;
const STATUSES = { REPORTED, REPORTED_ZERO, NOT_REPORTED, NOT_COLLECTED, NOT_EXPECTED, WITHHELD } as const;

const reports = { unit: "reports" } as const;

export const CELL_COLUMNS: readonly Column<CellLine>[] = [
  column("release", "text", 'Number of the release, such as "MO-3".', ({ release }) => releaseNumber(release)),
  column("state", "text", "Postal code of the state.", ({ release }) => release.stateCode),
  column("area_kind", "text", "What kind of place it is.", ({ place }) => place.level, { meanings: AREA_KINDS }),
  column("area_code", "text", "The place: postal code of the state, name of the region, short name of the chapter, or FIPS code of the county. A FIPS code is five digits, to be read as text because leading zeros count.", ({ place }) => place.code),
  column("area_name", "text", "Name of the place; empty where the roster of the release does not know it.", ({ name }) => name),
  column("grain", "text", "How long the period is.", ({ period }) => period.grain, { meanings: GRAINS }),
  column("period", "text", 'The period: "2026-03", "2026-Q1" or "2026".', ({ period }) => period.label),
  column("period_from", "month", "First month of the period, YYYY-MM.", ({ period }) => period.from),
  column("period_until", "month", "First month that is not in the period, YYYY-MM.", ({ period }) => period.until),
  column("measure", "text", "What is counted: a key of the catalogue of measures.", (line) => line.measure),
  column("unit", "text", "What one of it is.", (line) => measure(line.measure).unit),
  column("status", "text", "What stands behind the value, or behind its absence.", ({ figure }) => figure.status, { meanings: STATUSES }),
  column("value", "integer", "How many; empty unless the status is REPORTED or REPORTED_ZERO, never 0 for that.", ({ figure }) => figure.value),
  column("first_value", "integer", "The value as it was published first, where a restatement has changed it; else empty. First values add up to each other; restated ones need not.", ({ first }) => first?.value ?? null),
  column("lower", "integer", "The least that a withheld number can be by what was published when it was first withheld; empty for every other cell.", ({ figure }) => figure.bounds?.lower ?? null),
  column("upper", "integer", "The most that a withheld number can be by what was published when it was first withheld; empty for every other cell, and where nothing that is published limits it.", ({ figure }) => figure.bounds?.upper ?? null),
  column("expected_reports", "integer", "Reports that should be in the number, or came unasked: one a county and month.", ({ figure }) => figure.coverage.expected, reports),
  column("counted_reports", "integer", "Reports that are in the number.", ({ figure }) => figure.coverage.counted, reports),
  column("is_demonstration", "boolean", `The release is invented. ${DEMONSTRATION_NOTICE}`, ({ release }) => release.isDemonstration),
]; // prettier-ignore

export function* cellLines(release: PublishedRelease): Generator<CellLine> {
  for (const cell of shownCells(release)) yield { ...cell, release };
}
