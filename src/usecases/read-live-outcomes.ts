// "How many went to jail and how many to hospital, where, when, and how sure are we?", from the reports accepted so far.

import { may, ownChapters } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { problem, refused, accepted, type Outcome, type Problem } from "../domain/problem.js";
import { monthAt } from "../domain/reporting-month.js";
import { observe } from "../domain/statistics/observation.js";
import {
  parseOutcomeQuestion,
  type AskedQuestion,
  type OutcomeQuestion,
} from "../domain/statistics/outcome-question.js";
import { tabulate, type OutcomeTable } from "../domain/statistics/outcome-table.js";
import type { Clock, GeographyReader, ReportReader } from "./ports.js";

export interface LiveOutcomes extends OutcomeTable {
  /** The instant at which the reports were read. */
  readonly asOf: Date;
}

export type ReadLiveOutcomes = (viewer: Viewer, asked: AskedQuestion) => Promise<Outcome<LiveOutcomes>>;

export function readLiveOutcomes(ports: {
  readonly geography: GeographyReader;
  readonly reports: ReportReader;
  readonly clock: Clock;
}): ReadLiveOutcomes {
  return async (viewer, asked) => {
    const gazetteer = await ports.geography.gazetteer(asked.state, asked.counties ?? []);
    const parsed = parseOutcomeQuestion(asked, gazetteer, "question");
    if (!parsed.ok) return parsed;
    const question = parsed.value;
    const denial = deny(viewer, question);
    if (denial !== null) return refused(denial);
    const chapters = gazetteer.chapters.filter((chapter) => question.chapters?.has(chapter.slug) ?? true);
    const [reports, populations] = await Promise.all([
      ports.reports.onFile(
        viewer,
        chapters.map((chapter) => chapter.id),
        question,
      ),
      ports.geography.populations(gazetteer.counties.map((county) => county.fips)),
    ]);
    const asOf = ports.clock();
    const runningMonth = monthAt(asOf, question.state.timeZone);
    const observations = observe(chapters, reports, question, runningMonth);
    return accepted({ ...tabulate(question, gazetteer, observations, { runningMonth, populations }), asOf });
  };
}

function deny(viewer: Viewer, question: OutcomeQuestion): Problem | null {
  const stateCode = question.state.code;
  const chapterSlugs = question.chapters === null ? null : [...question.chapters];
  if (may(viewer, "outcomes:read-live", { stateCode, chapterSlugs })) return null;
  const own = ownChapters(viewer, "outcomes:read-live", stateCode);
  return problem(
    "NOT_ALLOWED",
    own.length > 0 ? "question.chapters" : "question.state",
    `Your account may not read the live figures asked for in ${question.state.name}.`,
    own.length > 0
      ? `Ask with chapters: ${JSON.stringify(own)}.`
      : "Ask about a state in which your account holds a role.",
  );
}
