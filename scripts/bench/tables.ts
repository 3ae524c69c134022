// Numbers as Markdown tables.

import type { Contestant } from "./contestants.js";
import type { Result, Results, Sample } from "./measure.js";
import type { Question } from "./questions.js";

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const toLine = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [toLine(head), toLine(rule), ...rows.map(toLine)].join("\n");
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** Three digits are all that a measurement is good for. */
export function rounded(value: number): string {
  if (value >= 1_000) return Number(value.toPrecision(3)).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(0) : value.toFixed(1);
}

export function times(value: number): string {
  return `${value >= 10 ? value.toFixed(0) : value.toPrecision(2)} ×`;
}

function range(values: readonly number[]): string {
  return `${rounded(Math.min(...values))} – ${rounded(Math.max(...values))}`;
}

export function cpuOfSample({ server, database }: Sample): number {
  return server + database;
}

/** Everybody on every question at one look. */
export function summaryTable(results: Results): string {
  const questions = [...results];
  const contestants = [...(questions[0]?.[1].keys() ?? [])];
  return table(
    ["median CPU in µs an answer", ...questions.map(([{ name }]) => name)],
    contestants.map((contestant) => [
      contestant.name,
      ...questions.map(([, ofQuestion]) => {
        const result = ofQuestion.get(contestant);
        return isMeasured(result) ? rounded(median(result.map(cpuOfSample))) : "–";
      }),
    ]),
  );
}

const HEAD = [
  "CPU in µs an answer",
  "server",
  "database",
  "both, median",
  "min – max",
  "of this server's",
  "answers a second, median",
  "min – max",
];

/** One table a question. @param sizes question → how large its answer is, in words */
export function resultTables(results: Results, sizes: ReadonlyMap<Question, string>): string {
  return [...results]
    .map(([question, ofQuestion]) => {
      const [ours] = ofQuestion.values();
      const base = isMeasured(ours) ? median(ours.map(cpuOfSample)) : NaN;
      const rows = [...ofQuestion].map(([contestant, result]) => resultRow(contestant, result, base));
      return `**${question.name}.** ${question.title} (${sizes.get(question) ?? ""})\n\n${table(HEAD, rows)}`;
    })
    .join("\n\n");
}

export function isMeasured(result: Result | undefined): result is readonly Sample[] {
  return typeof result === "object" && result.length > 0;
}

function resultRow({ name }: Contestant, result: Result, base: number): readonly string[] {
  if (!isMeasured(result)) return [name, "", "", typeof result === "string" ? result : "", "", "", "", ""];
  const both = result.map(cpuOfSample);
  const speeds = result.map(({ answersPerSecond }) => answersPerSecond);
  return [
    name,
    rounded(median(result.map(({ server }) => server))),
    rounded(median(result.map(({ database }) => database))),
    rounded(median(both)),
    range(both),
    times(median(both) / base),
    rounded(median(speeds)),
    range(speeds),
  ];
}
