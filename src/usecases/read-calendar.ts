// The days and months of a state's reporting, as its wall calendar has them now: no browser's time zone has a say in it.

import type { State } from "../domain/geography.js";
import { latestDueMonth, latestLockedMonth, type LockRule } from "../domain/reporting/deadlines.js";
import { localDateAt, monthOf, type LocalDate, type ReportingMonth } from "../domain/reporting-month.js";
import type { Clock } from "./ports.js";

export interface ReportingCalendar {
  readonly today: LocalDate;
  /** The month that is running. */
  readonly currentMonth: ReportingMonth;
  readonly latestDueMonth: ReportingMonth;
  readonly latestLockedMonth: ReportingMonth;
}

export type ReadCalendar = (state: Pick<State, "timeZone">) => ReportingCalendar;

export function readCalendar({ clock, lock }: { clock: Clock; lock: LockRule }): ReadCalendar {
  return ({ timeZone }) => {
    const today = localDateAt(clock(), timeZone);
    return {
      today,
      currentMonth: monthOf(today),
      latestDueMonth: latestDueMonth(today),
      latestLockedMonth: latestLockedMonth(today, lock),
    };
  };
}
