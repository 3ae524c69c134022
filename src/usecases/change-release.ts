// What staff do to releases in the making: ask for one, throw one away, publish one as a second person, withdraw one.

import { may, type Permission } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import { NESTED_POLICY } from "../domain/disclosure/policy.js";
import type { StateCode } from "../domain/geography.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import {
  checkAct,
  checkPublication,
  checkRequest,
  checkRestatement,
  checkWithdrawal,
  type Release,
  type RequestedMonths,
} from "../domain/release/release-life.js";
import type { LockRule } from "../domain/reporting/deadlines.js";
import { localDateAt, type ReportingMonth } from "../domain/reporting-month.js";
import type { Clock, GeographyReader, InTransaction, Writer } from "./ports.js";
import type { ReleaseBook } from "./release-ports.js";

export interface ReleasePorts {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly lock: LockRule;
  readonly releaseBook: ReleaseBook;
}

export type RequestRelease = (
  viewer: Viewer,
  stateCode: StateCode,
  months: RequestedMonths,
) => Promise<Outcome<Release>>;

export function requestRelease(ports: ReleasePorts): RequestRelease {
  return async (viewer, stateCode, months) => {
    const [state] = await ports.geography.statesByCode([stateCode]);
    if (state === undefined || !may(viewer, "release:build", { stateCode, chapterSlugs: null }))
      return refused(notYours(stateCode));
    const now = ports.clock();
    return ports.inTransaction(async (writer) => {
      const releases = await writer.lockReleases(stateCode);
      const today = localDateAt(now, state.timeZone);
      const problems = checkRequest(months, { today, lock: ports.lock, releases });
      if (problems.length > 0) return refused(...problems);
      return accepted(
        await writer.addRelease({
          stateCode,
          kind: "REGULAR",
          ...months,
          asOf: now,
          policy: NESTED_POLICY,
          requestedBy: viewer.accountId,
        }),
      );
    });
  };
}

export type RequestRestatement = (
  viewer: Viewer,
  stateCode: StateCode,
  year: number,
) => Promise<Outcome<Release>>;

/** Has a year that is out looked at once more. */
export function requestRestatement(ports: ReleasePorts): RequestRestatement {
  return async (viewer, stateCode, year) => {
    if (!may(viewer, "release:build", { stateCode, chapterSlugs: null })) return refused(notYours(stateCode));
    const now = ports.clock();
    return ports.inTransaction(async (writer) => {
      const releases = await writer.lockReleases(stateCode);
      const problems = checkRestatement(year, { now, releases });
      if (problems.length > 0) return refused(...problems);
      return accepted(
        await writer.addRelease({
          stateCode,
          kind: "RESTATEMENT",
          from: null,
          until: `${String(year + 1)}-01` as ReportingMonth,
          asOf: now,
          policy: NESTED_POLICY,
          requestedBy: viewer.accountId,
        }),
      );
    });
  };
}

export type ChangeRelease = (viewer: Viewer, id: number) => Promise<Outcome<Release>>;
export type WithdrawRelease = (viewer: Viewer, id: number, reason: string) => Promise<Outcome<Release>>;

export function discardRelease(ports: ReleasePorts): ChangeRelease {
  return (viewer, id) =>
    onRelease(ports, viewer, id, "release:build", async (writer, release) => {
      const wrong = checkAct("discard", release);
      if (wrong !== null) return [wrong];
      await writer.discardRelease(id);
      return [];
    });
}

/** By somebody else than the one who had it built. */
export function publishRelease(ports: ReleasePorts): ChangeRelease {
  return (viewer, id) =>
    onRelease(ports, viewer, id, "release:publish", async (writer, release, others) => {
      const problems = checkPublication(release, viewer.accountId);
      if (problems.length > 0) return problems;
      const number = Math.max(0, ...others.map((one) => one.number ?? 0)) + 1;
      await writer.publishRelease(id, number, viewer.accountId, ports.clock());
      return [];
    });
}

export function withdrawRelease(ports: ReleasePorts): WithdrawRelease {
  return (viewer, id, reason) =>
    onRelease(ports, viewer, id, "release:withdraw", async (writer, release) => {
      const problems = checkWithdrawal(release, reason);
      if (problems.length > 0) return problems;
      await writer.withdrawRelease(id, viewer.accountId, reason.trim(), ports.clock());
      return [];
    });
}

/** One that is not there and one of another state read the same. */
async function onRelease(
  ports: ReleasePorts,
  viewer: Viewer,
  id: number,
  permission: Permission,
  work: (writer: Writer, release: Release, ofState: readonly Release[]) => Promise<readonly Problem[]>,
): Promise<Outcome<Release>> {
  const seen = await ports.releaseBook.find(viewer, id);
  if (seen === null || !may(viewer, permission, { stateCode: seen.stateCode, chapterSlugs: null }))
    return refused(unknownRelease());
  return ports.inTransaction(async (writer) => {
    const releases = await writer.lockReleases(seen.stateCode);
    const release = releases.find((one) => one.id === id);
    if (release === undefined) return refused(unknownRelease());
    const problems = await work(writer, release, releases);
    if (problems.length > 0) return refused(...problems);
    const after = (await writer.lockReleases(seen.stateCode)).find((one) => one.id === id);
    return after === undefined ? refused(unknownRelease()) : accepted(after);
  });
}

export function unknownRelease(): Problem {
  return problem(
    "NOT_FOUND",
    "release",
    "There is no such release, or it is of a state in which you may not do this.",
    'Take the id of one that the query "releaseDrafts" lists.',
  );
}

export function notYours(stateCode: string): Problem {
  return problem(
    "NOT_ALLOWED",
    "state",
    `Your account may not build releases of "${stateCode}".`,
    "Reviewers and administrators of a state build its releases.",
  );
}
