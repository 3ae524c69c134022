// The columns of a file of changes: one figure of record that an acceptance changed.

import { STATUS_MEANINGS } from "../domain/statistics/figure-words.js";
import type { FigureChange } from "../domain/statistics/figure-change.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import { column, nameOf, type Column } from "./column.js";

const meanings = { meanings: STATUS_MEANINGS };

export const CHANGE_COLUMNS: readonly Column<FigureChange>[] = [
  column("state", "text", "Postal code of the state.", ({ chapter }) => chapter.stateCode),
  column("chapter", "text", "Short name of the chapter that reports.", ({ chapter }) => chapter.slug),
  column("chapter_name", "text", "Name of the chapter.", ({ chapter }) => chapter.name),
  column("county_fips", "text", "FIPS code of the county: five digits, to be read as text because leading zeros count.", ({ county }) => county.fips),
  column("county", "text", "Name of the county.", ({ county }) => county.name),
  column("month", "month", "The month that the report is about.", ({ month }) => month),
  column("measure", "text", "The measure that is reported, by the name of its column in a file of outcomes. Measures worked out from others are not listed: they change with their parts.", ({ measure }) => nameOf(measure)),
  column("before", "integer", "What was on record before; empty when nothing was, never 0 for that.", ({ before }) => before.value),
  column("before_status", "text", "What stood behind it.", ({ before }) => before.status, meanings),
  column("before_partial", "boolean", "The report on record before covers only part of the month.", ({ before }) => before.isPartial),
  column("after", "integer", "What is on record since then; empty when nothing is, never 0 for that.", ({ after }) => after.value),
  column("after_status", "text", "What stands behind it.", ({ after }) => after.status, meanings),
  column("after_partial", "boolean", "The report on record since then covers only part of the month.", ({ after }) => after.isPartial),
  column("revision_before", "integer", "Number of the revision on record before; empty when there was none.", ({ revisionBefore }) => revisionBefore),
  column("revision_after", "integer", "Number of the revision that was accepted. With chapter, county, month and measure it names the change.", ({ revisionAfter }) => revisionAfter),
  column("accepted_at", "instant", "When it was accepted, in UTC.", ({ acceptedAt }) => acceptedAt),
  column("is_demonstration", "boolean", `The report is invented. ${DEMONSTRATION_NOTICE}`, ({ isDemonstration }) => isDemonstration),
]; // prettier-ignore
