// Releases in the making, for those who build and publish them.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { StateCode } from "../domain/geography.js";
import { parseNumberedPage, parsePageRequest, type Page, type PageRequest } from "../domain/page.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { checkPublication, millisecondsLeft, type Release } from "../domain/release/release-life.js";
import {
  discardRelease,
  notYours,
  publishRelease,
  requestRelease,
  requestRestatement,
  unknownRelease,
  withdrawRelease,
  type ChangeRelease,
  type ReleasePorts,
  type RequestRelease,
  type RequestRestatement,
  type WithdrawRelease,
} from "./change-release.js";
import type { CellTally, DraftCell } from "./release-ports.js";

export interface ReleaseDesk {
  readonly list: (viewer: Viewer, stateCode: StateCode, page: PageRequest) => Promise<Outcome<Page<Release>>>;
  /** Null: there is none, or it is of a state in which the viewer may not see it. */
  readonly find: (viewer: Viewer, id: number) => Promise<Release | null>;
  readonly cells: (viewer: Viewer, release: Release, page: PageRequest) => Promise<Outcome<Page<DraftCell>>>;
  readonly tally: (viewer: Viewer, release: Release) => Promise<readonly CellTally[]>;
  /** The gzipped file of its proofs. */
  readonly proof: (viewer: Viewer, id: number) => Promise<Outcome<Uint8Array>>;
  /** About how long the build still takes; null when it is not being built, or nothing can be said yet. */
  readonly secondsLeft: (release: Pick<Release, "progress">) => number | null;
  readonly canPublish: (viewer: Viewer, release: Release) => boolean;
  readonly request: RequestRelease;
  readonly restate: RequestRestatement;
  readonly discard: ChangeRelease;
  readonly publish: ChangeRelease;
  readonly withdraw: WithdrawRelease;
}

export function releaseDesk(ports: ReleasePorts): ReleaseDesk {
  const { releaseBook } = ports;
  const find: ReleaseDesk["find"] = async (viewer, id) => {
    const release = await releaseBook.find(viewer, id);
    if (release === null) return null;
    const { stateCode } = release;
    return may(viewer, "release:read-draft", { stateCode, chapterSlugs: null }) ? release : null;
  };
  return {
    async list(viewer, stateCode, page) {
      const parsed = parseNumberedPage(page);
      const isReader = may(viewer, "release:read-draft", { stateCode, chapterSlugs: null });
      if (isReader && parsed.ok) return accepted(await releaseBook.page(viewer, stateCode, parsed.value));
      return refused(...(isReader ? [] : [notYours(stateCode)]), ...(parsed.ok ? [] : parsed.problems));
    },

    find,

    async cells(viewer, { id }, page) {
      const parsed = parsePageRequest(page);
      return parsed.ok ? accepted(await releaseBook.cells(viewer, id, parsed.value)) : parsed;
    },

    async proof(viewer, id) {
      const release = await find(viewer, id);
      if (release === null) return refused(unknownRelease());
      const proof = await releaseBook.proof(viewer, id);
      return proof === null ? refused(notBuilt(release)) : accepted(proof);
    },

    tally: (viewer, { id }) => releaseBook.tally(viewer, id),
    secondsLeft: ({ progress }) => {
      const left = progress === null ? null : millisecondsLeft(progress, ports.clock());
      return left === null ? null : Math.round(left / 1_000);
    },
    canPublish: (viewer, release) =>
      may(viewer, "release:publish", { stateCode: release.stateCode, chapterSlugs: null }) &&
      checkPublication(release, viewer.accountId).length === 0,
    request: requestRelease(ports),
    restate: requestRestatement(ports),
    discard: discardRelease(ports),
    publish: publishRelease(ports),
    withdraw: withdrawRelease(ports),
  };
}

function notBuilt({ status }: Release): Problem {
  return problem(
    "WRONG_STATUS",
    "release",
    `There is no proof of a release that is ${status.toLowerCase()}.`,
    'Ask again when its "status" is BUILT.',
  );
}
