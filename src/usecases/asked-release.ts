// What every question over published figures begins with: which release, and the question parsed with all its problems.

import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import {
  parseReleaseNumber,
  releaseNumber,
  type ReleaseHead,
  type Withdrawal,
} from "../domain/release/published-release.js";
import { parseOutcomeQuestion, type AskedQuestion } from "../domain/statistics/outcome-question.js";
import { strangersOf, type AskedFigures } from "./asked-figures.js";
import type { GeographyReader } from "./ports.js";
import type { PublishedReader } from "./release-ports.js";

export interface PublishedPorts {
  readonly published: PublishedReader;
  readonly geography: GeographyReader;
}

/** Which release is asked. Neither: the newest that stands. */
export interface WhichRelease {
  /** "MO-3". */
  readonly release: string | null;
  /** The one that was the newest at that instant. */
  readonly asOf: Date | null;
}

export interface AskedRelease extends AskedFigures {
  readonly release: ReleaseHead;
}

/** @param path where the question stands in the request, such as "question" */
export async function askRelease(
  ports: PublishedPorts,
  which: WhichRelease,
  asked: AskedQuestion,
  path = "question",
): Promise<Outcome<AskedRelease>> {
  const found = await findRelease(ports.published, which, asked.state, path);
  if (!found.ok) return found;
  const release = found.value;
  const source = await ports.published.source(release);
  const parsed = parseOutcomeQuestion(asked, source, await strangersOf(ports, asked, source), path);
  if (!parsed.ok) return parsed;
  return accepted({
    source,
    question: parsed.value,
    asOf: release.asOf,
    runningMonth: release.until,
    release,
  });
}

async function findRelease(
  published: PublishedReader,
  { release: text, asOf }: WhichRelease,
  stateCode: string,
  path: string,
): Promise<Outcome<ReleaseHead>> {
  if (text === null) {
    const current = await published.current(stateCode, asOf);
    return current === null ? refused(nothingPublished(stateCode, asOf, `${path}.state`)) : standing(current);
  }
  const problems = asOf === null ? [] : [twoReleases()];
  const name = parseReleaseNumber(text);
  if (name === null) return refused(...problems, noNumber(text));
  const head = await published.find(name);
  if (head === null) return refused(...problems, unknown(text));
  if (name.stateCode !== stateCode) problems.push(ofAnotherState(text, stateCode, path));
  const found = standing(head);
  return found.ok && problems.length > 0
    ? refused(...problems)
    : found.ok
      ? found
      : refused(...problems, ...found.problems);
}

function standing(release: ReleaseHead): Outcome<ReleaseHead> {
  const { withdrawal } = release;
  return withdrawal === null ? accepted(release) : refused(withdrawn(release, withdrawal, "release"));
}

/** @param path of the release in the request */
export function withdrawn(release: ReleaseHead, { at, reason }: Withdrawal, path: string): Problem {
  return problem(
    "WITHDRAWN",
    path,
    `Release ${releaseNumber(release)} was withdrawn on ${at.toISOString().slice(0, 10)}: ${reason}`,
    'Leave "release" out for the one that stands.',
  );
}

function twoReleases(): Problem {
  return problem(
    "BAD_VALUE",
    "asOf",
    "A release is named by its number or by a day on which it was the newest, not by both.",
    'Leave "release" or "asOf" out.',
  );
}

function noNumber(text: string): Problem {
  return problem(
    "BAD_VALUE",
    "release",
    `"${text.slice(0, 40)}" is no number of a release: it is a state and a number, such as "MO-3".`,
    'Take one that the query "releases" lists, or leave it out for the newest.',
  );
}

export function unknown(text: string): Problem {
  return problem(
    "NOT_FOUND",
    "release",
    `There is no release "${text}".`,
    'Take one that the query "releases" lists, or leave it out for the newest.',
  );
}

function ofAnotherState(text: string, stateCode: string, path: string): Problem {
  return problem(
    "CONFLICT",
    "release",
    `Release ${text} holds no figures of "${stateCode.slice(0, 20)}".`,
    `Ask about its own state in "${path}.state", or name a release of the other one.`,
  );
}

/** @param path of the state in the request */
export function nothingPublished(stateCode: string, asOf: Date | null, path: string): Problem {
  const when = asOf === null ? "yet" : `by ${asOf.toISOString().slice(0, 10)}`;
  return problem(
    "NOTHING_PUBLISHED",
    path,
    `No release of "${stateCode.slice(0, 20)}" has been published ${when}.`,
    'The query "releases" lists what there is.',
  );
}
