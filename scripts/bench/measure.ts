// One question, one contestant: what an answer costs. And the rounds in which everybody takes turns, so that what the
// machine does beside falls on all of them alike.

import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import { asHttp, askOnce } from "./ask.js";
import { pathOf, type Contestant } from "./contestants.js";
import { cpuOf, cpuOfFamily } from "./cpu.js";
import type { Load, LoadResult } from "./load-generator.js";
import type { Question } from "./questions.js";

/** CPU in microseconds an answer. */
export interface Sample {
  readonly server: number;
  readonly database: number;
  readonly answersPerSecond: number;
}

/** Why there are no samples, or the samples. */
export type Result = "not installed" | "cannot be asked" | "answers differ" | readonly Sample[];

export interface Effort {
  readonly runs: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

const CONNECTIONS = 8;

export class LoadGenerator {
  private readonly child: ChildProcess = fork(join(projectRoot, "dist/scripts/bench/load-generator.js"));

  async run(load: Load): Promise<LoadResult> {
    const result = await new Promise<LoadResult | { readonly error: string }>((resolve, reject) => {
      this.child.once("message", resolve);
      this.child.once("exit", () => reject(new Error("The load generator ended.")));
      this.child.send(load);
    });
    this.child.removeAllListeners("exit");
    if ("error" in result) throw new Error(result.error);
    return result;
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

export interface Bench {
  readonly generator: LoadGenerator;
  /** Process that heads the database server. */
  readonly databasePid: number;
}

/** @throws Error when an answer was a refusal */
export async function sample(
  { generator, databasePid }: Bench,
  { name, server, request }: Contestant,
  question: Question,
  seconds: number,
): Promise<Sample> {
  if (server === null) throw new Error(`${name} does not run.`);
  const requests = question.asked.flatMap((asked, index) => {
    const one = request(asked, pathOf(question, index));
    return one === null ? [] : [asHttp(server.address, one)];
  });
  const port = Number(new URL(server.address).port);
  const before = { server: cpuOf(server.pid), database: cpuOfFamily(databasePid) };
  const load = await generator.run({ port, requests, connections: CONNECTIONS, seconds });
  const after = { server: cpuOf(server.pid), database: cpuOfFamily(databasePid) };
  if (load.refusals > 0)
    throw new Error(`${name} refused ${load.refusals} times to answer ${question.name}.`);
  return {
    server: (after.server - before.server) / load.answers,
    database: (after.database - before.database) / load.answers,
    answersPerSecond: load.answers / load.seconds,
  };
}

/** Question → contestant → result. */
export type Results = ReadonlyMap<Question, ReadonlyMap<Contestant, Result>>;

/**
 * First what everybody answers is compared with the first contestant's answers; who answers something else is not measured.
 * Then all are warmed up; then they take turns, each run in another order.
 */
export async function measureAll(
  bench: Bench,
  contestants: readonly Contestant[],
  questions: readonly Question[],
  { runs, seconds, warmUpSeconds }: Effort,
  say: (sentence: string) => void,
): Promise<Results> {
  const results = new Map<Question, Map<Contestant, Result>>();
  for (const question of questions) {
    const ofQuestion = new Map<Contestant, Result>();
    results.set(question, ofQuestion);
    for (const contestant of contestants) {
      const objection = await objectionTo(contestants[0] ?? contestant, contestant, question, say);
      ofQuestion.set(contestant, objection ?? []);
      if (objection === null) await sample(bench, contestant, question, warmUpSeconds);
    }
  }
  for (let run = 0; run < runs; run++) {
    say(`Run ${run + 1} of ${runs} …`);
    for (const [question, ofQuestion] of results) {
      for (const contestant of rotated(contestants, run)) {
        const so = ofQuestion.get(contestant);
        if (so === undefined || typeof so === "string") continue;
        ofQuestion.set(contestant, [...so, await sample(bench, contestant, question, seconds)]);
      }
    }
  }
  return results;
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

async function objectionTo(
  first: Contestant,
  other: Contestant,
  question: Question,
  say: (sentence: string) => void,
): Promise<Exclude<Result, readonly Sample[]> | null> {
  if (other.server === null) return "not installed";
  for (const [index, asked] of question.asked.entries()) {
    const path = pathOf(question, index);
    const answer = await askOnce(other, asked, path);
    if (answer === null) return "cannot be asked";
    const wanted = await askOnce(first, asked, path);
    const found = JSON.stringify(other.read(asked, answer));
    const expected = JSON.stringify(first.read(asked, wanted ?? ""));
    if (found !== expected) {
      say(`${other.name} answers ${question.name} otherwise: ${firstDifference(expected, found)}`);
      return "answers differ";
    }
  }
  return null;
}

function firstDifference(expected: string, found: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 100);
  return `\n  ${around(expected)}\n  ${around(found)}`;
}
