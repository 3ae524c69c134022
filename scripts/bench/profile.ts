// Where the time of this server goes: a CPU profile while one question is asked, added up by package and by function.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startOurs, type Place } from "./contestants.js";
import { sample, type Bench } from "./measure.js";
import type { Question } from "./questions.js";
import { table } from "./tables.js";

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** Id of a node, sample by sample. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

const SHOWN = 15;

/** Markdown. */
export async function profileOurs(
  bench: Bench,
  place: Place,
  question: Question,
  { seconds, directory }: { readonly seconds: number; readonly directory: string },
): Promise<string> {
  const folder = mkdtempSync(join(directory, "profile-"));
  try {
    const ours = await startOurs(place, ["--cpu-prof", `--cpu-prof-dir=${folder}`]);
    try {
      // The first time it warms up.
      for (let time = 0; time < 2; time++) await sample(bench, ours, question, seconds);
    } finally {
      // It writes the profile when it ends.
      await ours.server?.stop();
    }
    const [file = ""] = readdirSync(folder);
    const profile = JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile;
    return describe(profile, question, seconds * 1_000_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param last microseconds at the end of the profile; before them it started and warmed up */
function describe({ nodes, samples, timeDeltas }: Profile, question: Question, last: number): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const whole = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const byPlace = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let at = 0;
  for (const [index, id] of samples.entries()) {
    const spent = timeDeltas[index + 1] ?? 0;
    at += timeDeltas[index] ?? 0;
    const frame = frames.get(id);
    if (frame === undefined || at < whole - last || frame.functionName === "(idle)") continue;
    const place = placeOf(frame);
    add(byPlace, place, spent);
    add(byFunction, `${frame.functionName || "(anonymous)"}, ${place}`, spent);
  }
  return [
    `Where the server spends its time on ${question.name}:`,
    sharesTable("package or folder", byPlace),
    sharesTable("function", byFunction),
  ].join("\n\n");
}

/** A package, a folder of ours, or what V8 calls it. */
function placeOf({ url, functionName }: Profile["nodes"][number]["callFrame"]): string {
  const [, packageName] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (packageName !== undefined) return packageName;
  const [, folder] = /\/dist\/(.*)\/[^/]+$/.exec(url) ?? [];
  if (folder !== undefined) return folder;
  return url.startsWith("node:") ? "node" : functionName.startsWith("(") ? functionName : "V8";
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

function sharesTable(head: string, sums: ReadonlyMap<string, number>): string {
  const whole = [...sums.values()].reduce((sum, value) => sum + value, 0);
  const shown = [...sums].sort(([, left], [, right]) => right - left).slice(0, SHOWN);
  return table(
    [head, "share"],
    shown.map(([key, value]) => [key, `${((100 * value) / whole).toFixed(1)} %`]),
  );
}
