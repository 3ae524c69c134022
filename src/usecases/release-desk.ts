// Releases in the making, for those who build and publish them.

import { may } from "../domain/access/permissions.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { StateCode } from "../domain/geography.js";
import { parseNumberedPage, parsePageRequest, type Page, type PageRequest } from "../domain/page.js";
import { accepted, refused, type Outcome } from "../domain/problem.js";
import { checkPublication, type Release } from "../domain/release/release-life.js";
import {
  discardRelease,
  notYours,
  publishRelease,
  requestRelease,
  requestRestatement,
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
  readonly canPublish: (viewer: Viewer, release: Release) => boolean;
  readonly request: RequestRelease;
  readonly restate: RequestRestatement;
  readonly discard: ChangeRelease;
  readonly publish: ChangeRelease;
  readonly withdraw: WithdrawRelease;
}

export function releaseDesk(ports: ReleasePorts): ReleaseDesk {
  const { releaseBook } = ports;
  return {
    async list(viewer, stateCode, page) {
      const parsed = parseNumberedPage(page);
      const isReader = may(viewer, "release:read-draft", { stateCode, chapterSlugs: null });
      if (isReader && parsed.ok) return accepted(await releaseBook.page(viewer, stateCode, parsed.value));
      return refused(...(isReader ? [] : [notYours(stateCode)]), ...(parsed.ok ? [] : parsed.problems));
    },

    async find(viewer, id) {
      const release = await releaseBook.find(viewer, id);
      if (release === null) return null;
      const { stateCode } = release;
      return may(viewer, "release:read-draft", { stateCode, chapterSlugs: null }) ? release : null;
    },

    async cells(viewer, { id }, page) {
      const parsed = parsePageRequest(page);
      return parsed.ok ? accepted(await releaseBook.cells(viewer, id, parsed.value)) : parsed;
    },

    tally: (viewer, { id }) => releaseBook.tally(viewer, id),
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
