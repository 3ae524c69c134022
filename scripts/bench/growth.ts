// The same questions about one state while the database grows: more encounters on file, more states beside it.

import { fillEncounters, fillReports, type Filling } from "./fill.js";
import { startOurs, startSqlFloor, stopAll, type Contestant } from "./contestants.js";
import {
  finish,
  issueAnalystsToken,
  REFERENCE,
  sizeOf,
  withClient,
  type DatabaseServer,
} from "./databases.js";
import { measureAll, type Bench, type Effort, type Results } from "./measure.js";
import type { Question } from "./questions.js";
import { cpuOfSample, isMeasured, median, rounded, table, times } from "./tables.js";

export interface Step {
  /** The state asked about, and the first so many others. */
  readonly states: number;
  readonly encounters: number;
}

export const STEPS: readonly Step[] = [
  { states: 1, encounters: 10_000 },
  { states: 1, encounters: 100_000 },
  { states: 10, encounters: 1_000_000 },
  { states: 50, encounters: 1_000_000 },
];
export const LARGE_STEP: Step = { states: 50, encounters: 10_000_000 };
export const QUICK_STEPS: readonly Step[] = [
  { states: 1, encounters: 1_000 },
  { states: 3, encounters: 5_000 },
];

export interface Growth {
  readonly steps: readonly Step[];
  /** Of which the first is asked about. */
  readonly filling: Filling;
  readonly questions: readonly Question[];
  readonly effort: Effort;
}

interface Grown {
  readonly title: string;
  readonly contestants: readonly Contestant[];
}

/** Markdown. */
export async function measureGrowth(
  bench: Bench,
  databases: DatabaseServer,
  { steps, filling, questions, effort }: Growth,
  say: (sentence: string) => void,
): Promise<string> {
  const all: Grown[] = [];
  try {
    const growing = await databases.copy(REFERENCE);
    const token = await issueAnalystsToken(growing, filling.states[0] ?? "");
    let known = 0;
    for (const step of steps) {
      say(`Growing: states ${step.states}, encounters ${step.encounters.toLocaleString("en-US")} …`);
      const states = filling.states.slice(known, step.states);
      await withClient(growing, async (client) => {
        await fillReports(client, { ...filling, states });
        await fillEncounters(
          client,
          { ...filling, states: filling.states.slice(0, step.states) },
          step.encounters,
        );
      });
      known = step.states;
      const databaseUrl = await databases.copy(new URL(growing).pathname.slice(1));
      await finish(databaseUrl);
      const { encounters, reports, megabytes } = await sizeOf(databaseUrl);
      const [ours, floor] = [await startOurs({ databaseUrl, token }), await startSqlFloor(databaseUrl)];
      all.push({
        title: [step.states, encounters, reports, megabytes]
          .map((one) => one.toLocaleString("en-US"))
          .join(" | "),
        contestants: [ours, floor],
      });
    }
    const contestants = all.flatMap((one) => one.contestants);
    const results = await measureAll(bench, contestants, questions, effort, say);
    return [0, 1].map((which) => growthTable(all, which, results)).join("\n\n");
  } finally {
    await stopAll(all.flatMap((one) => one.contestants));
  }
}

function growthTable(all: readonly Grown[], which: number, results: Results): string {
  const questions = [...results.keys()];
  const cpu = (question: Question, { contestants }: Grown) => {
    const contestant = contestants[which];
    const result = contestant === undefined ? undefined : results.get(question)?.get(contestant);
    return isMeasured(result) ? median(result.map(cpuOfSample)) : NaN;
  };
  const [smallest] = all;
  if (smallest === undefined) return "";
  const rows = all.map((grown) => [
    ...grown.title.split(" | "),
    ...questions.map((question) => {
      const value = cpu(question, grown);
      return `${rounded(value)} (${times(value / cpu(question, smallest))})`;
    }),
  ]);
  const head = ["states", "encounters", "reports", "MB on disk", ...questions.map(({ name }) => name)];
  return `**${smallest.contestants[which]?.name ?? ""}**, CPU in µs an answer, and as a multiple of the smallest:\n\n${table(head, rows)}`;
}
