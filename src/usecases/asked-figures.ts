// What every question over figures begins with: the state's reports, the question parsed with all its problems, and whether
// the viewer may ask it.

import { may, ownChapters } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { monthAt, type ReportingMonth } from "../domain/reporting-month.js";
import {
  parseOutcomeQuestion,
  type AskedQuestion,
  type OutcomeQuestion,
} from "../domain/statistics/outcome-question.js";
import type { OutcomeSource } from "../domain/statistics/outcome-source.js";
import type { Clock, FigureReader, GeographyReader } from "./ports.js";

export interface FigurePorts {
  readonly figures: FigureReader;
  readonly geography: Pick<GeographyReader, "countiesByFips">;
  readonly clock: Clock;
}

export interface AskedFigures {
  readonly source: OutcomeSource;
  readonly question: OutcomeQuestion;
  /** The instant at which the reports stood so. */
  readonly asOf: Date;
  /** The first month that was not over then. */
  readonly runningMonth: ReportingMonth;
}

/** What is under way may take so long to be written down: until then, what was known at an instant can still change. */
const SETTLED_AFTER_MINUTES = 10;

/**
 * @param asOf null: as accepted so far
 * @param path where the question stands in the request, such as "question"
 */
export async function askFigures(
  ports: FigurePorts,
  viewer: Viewer,
  asked: AskedQuestion,
  asOf: Date | null,
  path = "question",
): Promise<Outcome<AskedFigures>> {
  const now = ports.clock();
  const tooRecent = checkInstant(asOf, now);
  const source = await (asOf === null || tooRecent.length > 0
    ? ports.figures.current(asked.state)
    : ports.figures.asOf(asked.state, asOf));
  const parsed = parseOutcomeQuestion(asked, source, await strangersOf(ports, asked, source), path);
  if (!parsed.ok || source === null || tooRecent.length > 0)
    return refused(...tooRecent, ...(parsed.ok ? [] : parsed.problems));
  const question = parsed.value;
  const denial = deny(viewer, question, path);
  if (denial !== null) return refused(denial);
  const instant = asOf ?? now;
  return accepted({
    source: source.within(viewer.reach),
    question,
    asOf: instant,
    runningMonth: monthAt(instant, question.state.timeZone),
  });
}

/** Counties that are named and are not the state's: only to say where they lie. */
export function strangersOf(
  { geography }: Pick<FigurePorts, "geography">,
  { counties, exceptCounties }: AskedQuestion,
  source: OutcomeSource | null,
): ReturnType<GeographyReader["countiesByFips"]> {
  const own = new Set(source?.roster.counties.map(({ fips }) => fips));
  const named = source === null ? [] : [...(counties ?? []), ...(exceptCounties ?? [])];
  const strange = named.filter((fips) => !own.has(fips));
  return strange.length === 0 ? Promise.resolve([]) : geography.countiesByFips(strange);
}

function checkInstant(asOf: Date | null, now: Date): readonly Problem[] {
  if (asOf === null) return [];
  const settled = new Date(now.getTime() - SETTLED_AFTER_MINUTES * 60_000);
  if (asOf <= settled) return [];
  return [
    problem(
      "BAD_VALUE",
      "asOf",
      `What was known at ${asOf.toISOString()} cannot be said yet: it is settled ${String(SETTLED_AFTER_MINUTES)} minutes later.`,
      `Leave "asOf" out for what is known now, or give an instant up to ${settled.toISOString()}.`,
    ),
  ];
}

function deny(viewer: Viewer, question: OutcomeQuestion, path: string): Problem | null {
  const stateCode = question.state.code;
  const chapterSlugs = question.chapters === null ? null : [...question.chapters];
  if (may(viewer, "outcomes:read-live", { stateCode, chapterSlugs })) return null;
  const own = ownChapters(viewer, "outcomes:read-live", stateCode);
  return problem(
    "NOT_ALLOWED",
    own.length > 0 ? `${path}.chapters` : `${path}.state`,
    `Your account may not read the live figures asked for in ${question.state.name}.`,
    own.length > 0
      ? `Ask with chapters: ${JSON.stringify(own)}.`
      : "Ask about a state in which your account holds a role.",
  );
}
