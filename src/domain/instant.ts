// An instant as every way in reads it: the address of a file and a field of the API understand the same texts.
// @source RFC 3339, section 5.6

import { accepted, problem, refused, type Outcome } from "./problem.js";
import { isLocalDate } from "./reporting-month.js";

export const INSTANT_RULE =
  "An instant is written by RFC 3339: day, T, time with seconds, and Z or the distance from UTC";
export const INSTANT_EXAMPLE = "2026-11-25T14:00:00Z";

const OFFSET = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.source;
const INSTANT = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})T(\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d+))?(${OFFSET})`, "i");

/** What texts that are almost instants lack; the first that fits is said. */
const FAULTS: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, "is a day, not an instant"],
  [/T\d{2}:\d{2}(?!:)/i, "has no seconds"],
  [/T[\d:.]+ \d{2}:\d{2}$/i, "has a blank where the sign of its distance from UTC belongs"],
  [/T[\d:.]+$/i, "does not say its distance from UTC, so it could be any of several"],
  [/T24:/i, "has the hour 24; the end of a day is 00:00:00 of the next"],
  [/T\d{2}:\d{2}:60/i, "has a leap second, which no clock here counts; take the second before or after"],
];

/** Stored instants have milliseconds, so what is finer is cut off: before and after come out as if it were compared. */
export function parseInstant(text: string, path: string): Outcome<Date> {
  const [, day = "", time = "", fraction = "", offset = ""] = INSTANT.exec(text) ?? [];
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  const instant = new Date(`${day}T${time}.${milliseconds}${offset.toUpperCase()}`);
  const isMeant = time < "24" && isLocalDate(day);
  if (isMeant && !Number.isNaN(instant.getTime())) return accepted(instant);
  const found = FAULTS.find(([pattern]) => pattern.test(text))?.[1];
  const fault =
    found ?? (day !== "" && !isLocalDate(day) ? "names no day of the years 1900 to 2199" : "is no instant");
  return refused(
    problem(
      "BAD_VALUE",
      path,
      `"${text.slice(0, 60)}" ${fault}. ${INSTANT_RULE}.`,
      `Write it like "${INSTANT_EXAMPLE}".`,
    ),
  );
}
