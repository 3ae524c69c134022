// What anybody may read: releases, and any question over one of them.

import type { MetricKey } from "../domain/catalog/metrics.js";
import { isStateCode } from "../domain/geography.js";
import {
  badCursor,
  parseNumberedPage,
  parsePageRequest,
  type Page,
  type PageRequest,
} from "../domain/page.js";
import { accepted, refused, type Outcome } from "../domain/problem.js";
import {
  parseReleaseNumber,
  type PublishedRelease,
  type ReleaseHead,
} from "../domain/release/published-release.js";
import type { PublishedCorrection } from "../domain/release/correction.js";
import type { Split } from "../domain/statistics/area.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import { tabulate, type OutcomeTable } from "../domain/statistics/outcome-table.js";
import {
  askRelease,
  nothingPublished,
  unknown,
  type PublishedPorts,
  type WhichRelease,
} from "./asked-release.js";
import { comparisonOf, withoutDoubles, type ComparedOutcomes } from "./compare-outcomes.js";
import { funnelOf, type FunnelOfOutcomes } from "./read-funnel.js";

export interface OfRelease {
  readonly release: ReleaseHead;
}

export interface NamedRelease extends OfRelease {
  readonly stateName: string;
}

export type ListReleases = (stateCode: string, page: PageRequest) => Promise<Outcome<Page<ReleaseHead>>>;
/** Also one that was withdrawn. */
export type FindRelease = (text: string) => Promise<Outcome<ReleaseHead>>;
/** The newest one of a state that stands. */
export type FindNewest = (stateCode: string) => Promise<Outcome<ReleaseHead>>;
/** Every release that stands, by state and oldest first, with the name of its state. */
export type ListStanding = () => Promise<readonly NamedRelease[]>;
/** All that a release shows; the same for ever. */
export type ReadContents = (release: ReleaseHead) => Promise<PublishedRelease>;
/** The file that a release was published as, without its own hash; null: it was built before files were kept. */
export type ReadManifest = (release: ReleaseHead) => Promise<string | null>;
/** Newest first. */
export type ListCorrections = (
  stateCode: string,
  page: PageRequest,
) => Promise<Outcome<Page<PublishedCorrection>>>;
/** All that one release has changed. */
export type ReadCorrections = (release: ReleaseHead) => Promise<readonly PublishedCorrection[]>;
/** Releases that changed others, or were withdrawn. */
export type ListChanging = (stateCode: string | null) => Promise<Outcome<readonly ReleaseHead[]>>;
export type ReadOutcomes = (
  which: WhichRelease,
  asked: AskedQuestion,
) => Promise<Outcome<OutcomeTable & OfRelease>>;
export type ComparePublished = (
  which: WhichRelease,
  metric: MetricKey,
  left: AskedQuestion,
  right: AskedQuestion,
) => Promise<Outcome<ComparedOutcomes & OfRelease>>;
export type ReadPublishedFunnel = (
  which: WhichRelease,
  metric: MetricKey,
  by: Split,
  scope: AskedQuestion,
) => Promise<Outcome<FunnelOfOutcomes & OfRelease>>;

export interface ReadReleases {
  readonly listReleases: ListReleases;
  readonly findRelease: FindRelease;
  readonly findNewest: FindNewest;
  readonly listStanding: ListStanding;
  readonly readContents: ReadContents;
  readonly readManifest: ReadManifest;
  readonly listCorrections: ListCorrections;
  readonly readCorrections: ReadCorrections;
  readonly listChanging: ListChanging;
  readonly readOutcomes: ReadOutcomes;
  readonly comparePublished: ComparePublished;
  readonly readPublishedFunnel: ReadPublishedFunnel;
}

/** Number of a release, and a cell. */
const CORRECTION_CURSOR = /^\d{1,9} .{1,500}$/s;

export function readReleases(ports: PublishedPorts): ReadReleases {
  return {
    async listReleases(stateCode, page) {
      const parsed = parseNumberedPage(page);
      return parsed.ok ? accepted(await ports.published.page(stateCode, parsed.value)) : parsed;
    },

    async findRelease(text) {
      const name = parseReleaseNumber(text);
      const head = name === null ? null : await ports.published.find(name);
      return head === null ? refused(unknown(text.slice(0, 40))) : accepted(head);
    },

    async findNewest(stateCode) {
      const head = isStateCode(stateCode) ? await ports.published.current(stateCode, null) : null;
      return head === null ? refused(nothingPublished(stateCode, null, "state")) : accepted(head);
    },

    async listStanding() {
      const [releases, states] = await Promise.all([ports.published.standing(), ports.geography.states()]);
      const names = new Map<string, string>(states.map(({ code, name }) => [code, name]));
      return releases.map((release) => ({
        release,
        stateName: names.get(release.stateCode) ?? release.stateCode,
      }));
    },

    readContents: (release) => ports.published.contents(release),
    readManifest: (release) => ports.published.manifest(release),

    async listCorrections(stateCode, page) {
      const parsed = parsePageRequest(page);
      if (!parsed.ok) return parsed;
      if (page.after !== null && !CORRECTION_CURSOR.test(page.after)) return refused(badCursor());
      return accepted(await ports.published.corrections(stateCode, page));
    },

    readCorrections: (release) => ports.published.correctionsIn(release),

    async listChanging(stateCode) {
      if (stateCode !== null && !isStateCode(stateCode))
        return refused(nothingPublished(stateCode, null, "state"));
      return accepted(await ports.published.changing(stateCode));
    },

    async readOutcomes(which, asked) {
      const found = await askRelease(ports, which, asked);
      if (!found.ok) return found;
      const { source, question, runningMonth, release } = found.value;
      return accepted({ ...tabulate(source, question, runningMonth), release });
    },

    async comparePublished(which, metric, left, right) {
      const one = await askRelease(ports, which, left, "left");
      const other = await askRelease(ports, which, right, "right");
      if (!one.ok || !other.ok) {
        const problems = [one, other].flatMap((side) => (side.ok ? [] : side.problems));
        return refused(...withoutDoubles(problems, ({ code, path }) => `${code} ${path}`));
      }
      const compared = comparisonOf(metric, "AS_REPORTED", one.value, other.value);
      return accepted({ ...compared, release: one.value.release });
    },

    async readPublishedFunnel(which, metric, by, scope) {
      const found = await askRelease(ports, which, { ...scope, by: [by], grain: "WHOLE" }, "scope");
      if (!found.ok) return found;
      return accepted({ ...funnelOf(metric, found.value), release: found.value.release });
    },
  };
}
