// What can be wrong with the parameters of an address. Each names the parameter, and the place in it when it is a list.

import { FIPS_RULE } from "../domain/geography.js";
import { parseInstant } from "../domain/instant.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { isReportingMonth, MONTH_RULE } from "../domain/reporting-month.js";

type Complaint = (path: string, shown: string) => Problem;

export function check(
  name: string,
  items: readonly string[],
  isGood: (text: string) => boolean,
  complain: Complaint,
): readonly Problem[] {
  const path = (index: number) => (items.length === 1 ? `query.${name}` : `query.${name}[${String(index)}]`);
  return items.flatMap((item, index) =>
    isGood(item) ? [] : [complain(path(index), `"${item.slice(0, 60)}"`)],
  );
}

const EXAMPLES = {
  state: "state=MO",
  from: "from=2025-11",
  until: "until=2026-11",
  since: "since=2026-11-01T00:00:00Z",
} as const;

export function missing(name: keyof typeof EXAMPLES): Problem {
  const fix = `Give it, such as "${EXAMPLES[name]}".`;
  return problem("MISSING_VALUE", `query.${name}`, "It is missing from the address.", fix);
}

export function checkMonth(name: string, text: string | undefined): readonly Problem[] {
  if (text === undefined || isReportingMonth(text)) return [];
  const message = `"${text.slice(0, 60)}" is no month. ${MONTH_RULE}.`;
  return [problem("BAD_MONTH", `query.${name}`, message, 'Write it like "2026-03".')];
}

export function notOneOf(words: readonly string[]): Complaint {
  const fix = `There are: ${words.join(", ")}. Mind capital letters.`;
  return (path, shown) => problem("BAD_VALUE", path, `${shown} is not known here.`, fix);
}

export const badFips: Complaint = (path, shown) =>
  problem(
    "BAD_FIPS",
    path,
    `${shown} is no CountyFips. ${FIPS_RULE}.`,
    'Write it like "29510", with commas between several.',
  );

export const unknownMeasure: Complaint = (path, shown) =>
  problem(
    "UNKNOWN_MEASURE",
    path,
    `The catalogue has no measure ${shown}.`,
    'Give keys such as "ENCOUNTERS,JAIL_BOOKINGS"; /outcomes/dictionary.csv lists them.',
  );

export const unknownMetric: Complaint = (path, shown) =>
  problem(
    "BAD_VALUE",
    path,
    `The catalogue has no metric ${shown}.`,
    'Give keys such as "DIVERSION_RATE"; /outcomes/dictionary.csv lists them.',
  );

export const badNumber: Complaint = (path, shown) =>
  problem("BAD_VALUE", path, `${shown} is no whole number.`, "Write it in digits, such as 12.");

/** Null for one that is left out. */
export function instantIn(name: string, text: string | undefined): Outcome<Date | null> {
  if (text === undefined) return accepted(null);
  const instant = parseInstant(text, `query.${name}`);
  if (instant.ok) return instant;
  const inAddress = (found: Problem) => ({
    ...found,
    fix: found.fix.replace(/\.$/, '; in an address, "+" is written %2B.'),
  });
  return refused(...instant.problems.map(inAddress));
}
