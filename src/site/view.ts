// What a page shows: which state, from which release, which months and which rate. All of it stands in the address.

import { refused, type AskPublic } from "./ask-public.js";
import {
  DefinitionsDocument,
  ReleasesDocument,
  StatesDocument,
  type DefinitionsQuery,
  type Metric,
  type ReleasePartsFragment,
  type StatesQuery,
} from "./generated/graphql.js";
import { periodsOf, usualPeriod, type SitePeriod } from "./period.js";
import { slugOf } from "./words.js";

export type SiteState = StatesQuery["states"][number];
export type SiteMetric = DefinitionsQuery["metrics"][number];

/** The part of an address behind the question mark. */
export type AddressQuery = Readonly<Record<string, string>>;

export interface View {
  readonly state: SiteState;
  readonly release: ReleasePartsFragment;
  /** The address names the release: what it shows never changes. */
  readonly isPinned: boolean;
  readonly metric: SiteMetric;
  readonly metrics: readonly SiteMetric[];
  readonly period: SitePeriod;
  readonly periods: readonly SitePeriod[];
}

/** What a link may change. */
export interface Choice {
  readonly release?: string | null;
  readonly period?: string;
  readonly metric?: string;
}

/** There is nothing to show of the state yet, or no longer; caught where the page is sent, which says so instead. */
export class Unpublished extends Error {
  override readonly name = "Unpublished";

  constructor(
    readonly state: SiteState,
    /** Something was published before, and withdrawn. */
    readonly isWithdrawn: boolean,
  ) {
    super(`No figures of ${state.name} are published.`);
  }
}

export const USUAL_METRIC: Metric = "DIVERSION_RATE";

/** @param code as the address has it, in any case @throws Refused where no state has it */
export async function stateOf(ask: AskPublic, code: string): Promise<SiteState> {
  const { states } = await ask(StatesDocument, {});
  const found = states.find((state) => state.code === code.toUpperCase());
  if (found !== undefined) return found;
  const known = states.map(({ code: one, name }) => `/${one.toLowerCase()} (${name})`).join(", ");
  throw refused(404, "address", `No state on this platform has the code "${code}".`, `There are: ${known}.`);
}

/**
 * @throws Refused with all that is wrong with the address
 * @throws Unpublished where the state has published nothing
 */
export async function viewOf(ask: AskPublic, code: string, query: AddressQuery): Promise<View> {
  const state = await stateOf(ask, code);
  const [{ releases }, { metrics }] = await Promise.all([
    ask(ReleasesDocument, { state: state.code }),
    ask(DefinitionsDocument, {}),
  ]);
  const release = releaseNamed(
    state,
    releases.edges.map(({ node }) => node),
    query["release"],
  );
  const periods = periodsOf(release.from, release.until);
  return {
    state,
    release,
    isPinned: query["release"] !== undefined,
    metric: metricNamed(metrics, query["metric"]),
    metrics,
    period: periodNamed(periods, query["period"]),
    periods,
  };
}

function releaseNamed(
  state: SiteState,
  releases: readonly ReleasePartsFragment[],
  number: string | undefined,
): ReleasePartsFragment {
  if (number === undefined) {
    const newest = releases.find(({ withdrawal }) => withdrawal === null);
    if (newest !== undefined) return newest;
    throw new Unpublished(state, releases.length > 0);
  }
  const found = releases.find((release) => release.number === number);
  if (found === undefined) {
    const list = `/${state.code.toLowerCase()}/releases`;
    throw refused(404, "release", `${state.name} has no release "${number}".`, `Take one from ${list}.`);
  }
  if (found.withdrawal !== null)
    throw refused(
      410,
      "release",
      `Release ${number} was withdrawn: ${found.withdrawal.reason}`,
      "Take the newest release.",
    );
  return found;
}

function metricNamed(metrics: readonly SiteMetric[], slug: string | undefined): SiteMetric {
  const found = metrics.find(({ key }) => (slug === undefined ? key === USUAL_METRIC : slugOf(key) === slug));
  if (found !== undefined) return found;
  const known = metrics.map(({ key }) => slugOf(key)).join(", ");
  throw refused(400, "metric", `There is no rate "${slug ?? ""}".`, `Take one of ${known}.`);
}

function periodNamed(periods: readonly SitePeriod[], key: string | undefined): SitePeriod {
  if (key === undefined) return usualPeriod(periods);
  const found = periods.find((period) => period.key === key);
  if (found !== undefined) return found;
  const known = periods.map((period) => period.key).join(", ");
  throw refused(400, "period", `The release shows no period "${key}".`, `Take one of ${known}.`);
}

/**
 * Address of a chart on its own, which shows the same figures for ever.
 * @param more what the chart needs to know besides the view, such as the county it is about
 */
export function embedOf(view: View, chart: string, more: AddressQuery = {}): string {
  const code = view.state.code.toLowerCase();
  const address = permalinkOf(view, "").replace(`/${code}`, `/embed/${code}/${chart}`);
  const query = new URLSearchParams(more).toString();
  return query === "" ? address : `${address}&${query}`;
}

/** The question of the API for a view, on all of the state. */
export function questionOf({ state, period }: View) {
  return { state: state.code, from: period.from, until: period.until };
}

/**
 * Address of a page in this view.
 * @param page "" for the overview, "counties/29510", "funnel" …
 */
export function addressOf(view: View, page: string, choice: Choice = {}): string {
  const release =
    choice.release === undefined ? (view.isPinned ? view.release.number : null) : choice.release;
  const query = new URLSearchParams();
  if (release !== null) query.set("release", release);
  const period = choice.period ?? view.period.key;
  if (period !== usualPeriod(view.periods).key || release !== null) query.set("period", period);
  const metric = choice.metric ?? slugOf(view.metric.key);
  if (metric !== slugOf(USUAL_METRIC)) query.set("metric", metric);
  const place = `/${view.state.code.toLowerCase()}${page === "" ? "" : `/${page}`}`;
  return query.size === 0 ? place : `${place}?${query.toString()}`;
}

/** Address under which a page shows the same figures for ever. */
export function permalinkOf(view: View, page: string): string {
  return addressOf(view, page, { release: view.release.number });
}
