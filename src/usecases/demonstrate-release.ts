// Brings a first release of the demonstration data out, a step at a time, as two people would: the demonstration reviewer asks
// for it, and the demonstration administrator publishes it. The rules hold for them as for anybody.

import type { Viewer } from "../domain/access/viewer.js";
import type { Outcome } from "../domain/problem.js";
import type { Release, RequestedMonths } from "../domain/release/release-life.js";
import { latestLockedMonth, type LockRule } from "../domain/reporting/deadlines.js";
import {
  addMonths,
  localDateAt,
  yearOf,
  type LocalDate,
  type ReportingMonth,
} from "../domain/reporting-month.js";
import type { DemonstrationTokens } from "./issue-demonstration-tokens.js";
import type { UseCases } from "./use-cases.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";
import { DEMONSTRATION_DATASET, DEMONSTRATION_STATE } from "./seed-demonstration.js";

interface Attempt {
  /** Under this name the id of the release is kept, so that it is asked for once. */
  readonly name: string;
  readonly monthsOf: typeof monthsToShow;
}

/** Where the first one cannot be built, a smaller one is better than none. */
const ATTEMPTS: readonly Attempt[] = [
  { name: "demonstration release", monthsOf: monthsToShow },
  { name: "demonstration release of one year", monthsOf: yearToShow },
];

export interface DemonstratedRelease {
  readonly release: Release;
  /** It was published in this step. */
  readonly isNew: boolean;
}

/**
 * Goes as far as can be gone now: called again and again, until the release is neither queued nor being built.
 * @returns null where the state has no demonstration data, or somebody else has asked for a release of it before
 * @throws Error when a rule forbids a step
 */
export type DemonstrateRelease = (tokens: DemonstrationTokens) => Promise<DemonstratedRelease | null>;

export function demonstrateRelease(ports: {
  readonly useCases: Pick<UseCases, "identifyViewer" | "keyedChange" | "releases">;
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly lock: LockRule;
}): DemonstrateRelease {
  const { releases, keyedChange, identifyViewer } = ports.useCases;

  /** As the mutation of that name does it. */
  const change = async (
    viewer: Viewer,
    { name }: Attempt,
    operation: "buildRelease" | "publishRelease",
    body: Readonly<Record<string, unknown>>,
    act: () => Promise<Outcome<Release>>,
  ): Promise<Release> => {
    const done = await keyedChange(viewer, {
      operation,
      key: `${name}: ${operation}`,
      body,
      isIncomparable: false,
      keepable: (payload) => payload,
      work: async () => {
        const outcome = await act();
        return outcome.ok
          ? { release: outcome.value, userErrors: [] }
          : { release: null, userErrors: outcome.problems };
      },
    });
    const release = done.outcome === "DONE" ? done.answer.release : null;
    if (release !== null) return release;
    throw new Error(
      done.outcome === "DONE" ? operation : done.problems.map(({ message }) => message).join(" "),
    );
  };

  /** @param failed ids of the attempts before */
  const askOnce = async (
    viewer: Viewer,
    attempt: Attempt,
    failed: readonly number[],
  ): Promise<number | null> => {
    const { asked, isOurs } = await ports.inTransaction(async (writer) => {
      // First the lock that a request under way holds: what it asked for is seen together with its name.
      const releases = await writer.lockReleases(DEMONSTRATION_STATE);
      const hasData = (await writer.loadedDataset(DEMONSTRATION_DATASET)) !== null;
      const isAlone = releases.every(({ id }) => failed.includes(id));
      return { asked: await writer.loadedDataset(attempt.name), isOurs: hasData && isAlone };
    });
    if (asked !== null) return Number(asked);
    const [state] = isOurs ? await ports.geography.statesByCode([DEMONSTRATION_STATE]) : [];
    if (state === undefined) return null;
    const now = ports.clock();
    const months = attempt.monthsOf(localDateAt(now, state.timeZone), ports.lock);
    const release = await change(
      viewer,
      attempt,
      "buildRelease",
      { state: state.code, ...months },
      async () => {
        const outcome = await releases.request(viewer, state.code, months);
        if (outcome.ok)
          await ports.inTransaction((writer) =>
            writer.markDatasetLoaded(attempt.name, String(outcome.value.id), now),
          );
        return outcome;
      },
    );
    return release.id;
  };

  return async ({ reviewer, administrator }) => {
    const [asking, publishing] = await Promise.all([identifyViewer(reviewer), identifyViewer(administrator)]);
    if (asking === null || publishing === null) return null;
    const failed: Release[] = [];
    for (const attempt of ATTEMPTS) {
      const id = await askOnce(
        asking,
        attempt,
        failed.map((release) => release.id),
      );
      const release = id === null ? null : await releases.find(publishing, id);
      if (release === null) break;
      if (release.status === "BUILT") {
        const published = await change(publishing, attempt, "publishRelease", { release: String(id) }, () =>
          releases.publish(publishing, release.id),
        );
        return { release: published, isNew: true };
      }
      if (release.status !== "FAILED") return { release, isNew: false };
      failed.push(release);
    }
    const last = failed.at(-1);
    return last === undefined ? null : { release: last, isNew: false };
  };
}

/** The year of the last locked month as far as it is locked, and the one before: enough to compare, and built in minutes. */
export function monthsToShow(
  today: LocalDate,
  lock: LockRule,
): RequestedMonths & { readonly from: ReportingMonth } {
  const until = addMonths(latestLockedMonth(today, lock), 1);
  const year = yearOf(addMonths(until, -1));
  return { from: `${String(year - 1)}-01` as ReportingMonth, until };
}

/** The last of these years that is whole. */
function yearToShow(today: LocalDate, lock: LockRule): ReturnType<typeof monthsToShow> {
  const { from, until } = monthsToShow(today, lock);
  const newest = `${String(yearOf(from) + 1)}-01` as ReportingMonth;
  return until === addMonths(newest, 12) ? { from: newest, until } : { from, until: newest };
}
