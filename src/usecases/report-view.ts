// One report as it is shown: with its chapter, and with what the viewer's rights on it depend on.

import type { CountyFips } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { LockOverride, LockRule } from "../domain/reporting/deadlines.js";
import type { FiledReport } from "../domain/reporting/monthly-report.js";
import type { LocalDate, ReportingMonth } from "../domain/reporting-month.js";

/** No report: nothing is on file for that month. */
export interface ReportView {
  readonly chapter: Chapter;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly report: FiledReport | null;
  /** The date in the state, and the rule by which months are locked. */
  readonly today: LocalDate;
  readonly lock: LockRule;
  /** A reviewer's leave to file the month although it is locked. */
  readonly lockOverride: LockOverride | null;
}
