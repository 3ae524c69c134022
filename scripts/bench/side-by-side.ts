// This server, the floors and the peers on one database, asked the same questions.

import { askOnce } from "./ask.js";
import {
  pathOf,
  startFloors,
  startOurs,
  startPeers,
  stopAll,
  type Contestant,
  type KnownAnswers,
  type Place,
} from "./contestants.js";
import { memoryOf } from "./cpu.js";
import { measureAll, type Bench, type Effort, type Results } from "./measure.js";
import type { Peers } from "./peers.js";
import type { Question } from "./questions.js";
import { cpuOfSample, isMeasured, median, resultTables, rounded, summaryTable, table } from "./tables.js";

export interface Comparison {
  readonly place: Place;
  readonly questions: readonly Question[];
  readonly peers: Peers | null;
  readonly effort: Effort;
  /** Where files can be put. */
  readonly directory: string;
}

export interface Compared {
  /** Markdown. */
  readonly text: string;
  /** The question that costs this server most. */
  readonly slowest: Question;
}

export async function compare(
  bench: Bench,
  { place, questions, peers, effort, directory }: Comparison,
  say: (sentence: string) => void,
): Promise<Compared> {
  const contestants: Contestant[] = [];
  try {
    const begun = performance.now();
    const ours = await startOurs(place);
    contestants.push(ours);
    const [first] = questions;
    const [asked] = first?.asked ?? [];
    if (first === undefined || asked === undefined) throw new Error("There is nothing to ask.");
    await askOnce(ours, asked, pathOf(first, 0));
    const firstAnswer = (performance.now() - begun) / 1_000;
    const known = await answersOf(ours, questions);
    contestants.push(...(await startFloors(place, known, directory)), ...(await startPeers(place, peers)));
    const results = await measureAll(bench, contestants, questions, effort, say);
    const sizes = new Map(questions.map((question) => [question, sizeOfAnswer(question, known)]));
    const text = [
      summaryTable(results),
      resultTables(results, sizes),
      `This server gave its first answer ${firstAnswer.toFixed(1)} s after it was started. Memory at the end, in MB:`,
      memoryTable(contestants),
    ].join("\n\n");
    return { text, slowest: dearest(results, ours) ?? first };
  } finally {
    await stopAll(contestants);
  }
}

function dearest(results: Results, ours: Contestant): Question | undefined {
  const costs = [...results].flatMap(([question, ofQuestion]) => {
    const result = ofQuestion.get(ours);
    return isMeasured(result) ? [{ question, cost: median(result.map(cpuOfSample)) }] : [];
  });
  return costs.sort((left, right) => right.cost - left.cost)[0]?.question;
}

async function answersOf(ours: Contestant, questions: readonly Question[]): Promise<KnownAnswers> {
  const known = new Map<string, string>();
  for (const question of questions) {
    for (const [index, asked] of question.asked.entries()) {
      const path = pathOf(question, index);
      known.set(path, (await askOnce(ours, asked, path)) ?? "");
    }
  }
  return known;
}

function sizeOfAnswer(question: Question, known: KnownAnswers): string {
  const texts = question.asked.map((_, index) => known.get(pathOf(question, index)) ?? "");
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length;
  const rows = texts.reduce((sum, text) => sum + text.split('"period":').length - 1, 0) / texts.length;
  return `${rows === 0 ? "" : `rows: ${Math.round(rows).toLocaleString("en-US")}, `}${rounded(bytes / 1_000)} kB`;
}

function memoryTable(contestants: readonly Contestant[]): string {
  const running = new Map(
    contestants.flatMap(({ name, server }) => (server === null ? [] : [[server.pid, name] as const])),
  );
  return table(
    ["server", "memory"],
    [...running].map(([pid, name]) => [name, String(memoryOf(pid))]),
  );
}
