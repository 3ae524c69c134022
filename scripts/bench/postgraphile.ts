// PostGraphile's way to ask the questions, and its answers in the shape of this server's. Twice: over functions that work
// everything out in SQL, and over its aggregates plugin, which adds up and leaves names, statuses and rates to the one who
// asked.

import { toDecimal } from "../../src/domain/statistics/decimal.js";
import { addMonths, type ReportingMonth } from "../../src/domain/reporting-month.js";
import { inOrder, rowOf, type Place, type Sum } from "./answers.js";
import type { Asked, FiguresAsked } from "./questions.js";

export interface Dialect {
  /** What is sent; null: it cannot be asked this. */
  readonly request: (asked: Asked) => object | null;
  /** Its answer as this server would have given it. */
  readonly read: (asked: Asked, answer: unknown) => unknown;
}

// ── Over views ──────────────────────────────────────────────────────────────────────────────────────────────────────

const FIGURES = (more: string, call: string, area: string) => `
  query ($stateCode: String!, $fromMonth: String!, $untilMonth: String!, ${more}) {
    outcomes: ${call} {
      nodes {
        ${area} month expectedReports acceptedReports fraction isComplete
        encounters encountersStatus jailBookings jailBookingsStatus hospitalDiversions hospitalDiversionsStatus
        healthDiversions healthDiversionsStatus weaponPresent weaponPresentStatus
        diversionRate numerator denominator lower upper reliability diversionRateStatus
      }
    }
  }`;
const RANGE = "stateCode: $stateCode, fromMonth: $fromMonth, untilMonth: $untilMonth";
const AREA = "countyByCountyFips { fips name } chapterByChapterId { slug name }";
const SPLIT = "$byCounty: Boolean!, $byMonth: Boolean!";
const OUTCOMES = `peerOutcomes(${RANGE}, byCounty: $byCounty, byMonth: $byMonth)`;
const BY_COUNTY = FIGURES(SPLIT, OUTCOMES, AREA);
const STATEWIDE = FIGURES(SPLIT, OUTCOMES, "");
const OF_COUNTY = FIGURES("$county: String!", `peerOutcomesOfCounty(${RANGE}, county: $county)`, AREA);

const CHAPTERS = `
  query ($state: String!, $month: String!) {
    allChapters(condition: { stateCode: $state }, orderBy: SLUG_ASC, first: 100) { nodes {
      slug name
      chapterMembershipsByChapterId(orderBy: COUNTY_FIPS_ASC) { nodes { untilMonth countyByCountyFips { fips name } } }
    } }
    peerReportsOfMonth(stateCode: $state, month: $month, first: 100) { nodes {
      month status firstSubmittedOn chapterByChapterId { slug } countyByCountyFips { fips name }
      reportRevisionsByReportId(orderBy: NUMBER_DESC, first: 1) { nodes { number isPartial submittedAt } }
    } }
  }`;

interface Nodes<T> {
  readonly nodes: readonly T[];
}

type County = Place["county"];

interface Outcome extends Readonly<Record<string, unknown>> {
  readonly month: ReportingMonth | null;
  readonly fraction: number | null;
  readonly diversionRate: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly countyByCountyFips?: County;
  readonly chapterByChapterId?: Place["chapter"];
}

interface ChapterAnswer {
  readonly allChapters: Nodes<{
    readonly slug: string;
    readonly name: string;
    readonly chapterMembershipsByChapterId: Nodes<{ untilMonth: string | null; countyByCountyFips: County }>;
  }>;
  readonly peerReportsOfMonth: Nodes<{
    readonly month: string;
    readonly status: string;
    readonly firstSubmittedOn: string | null;
    readonly chapterByChapterId: { readonly slug: string };
    readonly countyByCountyFips: County;
    readonly reportRevisionsByReportId: Nodes<{ number: number; isPartial: boolean; submittedAt: string }>;
  }>;
}

export const overViews: Dialect = {
  request: (asked) => {
    if (asked.kind === "CHAPTERS")
      return { query: CHAPTERS, variables: { state: asked.state, month: asked.month } };
    const { byCounty, byMonth, county } = asked;
    if (county !== null) return { query: OF_COUNTY, variables: rangeOf(asked) };
    return { query: byCounty ? BY_COUNTY : STATEWIDE, variables: { ...rangeOf(asked), byCounty, byMonth } };
  },
  read: (asked, answer) => {
    const { data } = answer as { data: unknown };
    if (asked.kind === "CHAPTERS") return readChapters(data as ChapterAnswer);
    const { nodes } = (data as { outcomes: Nodes<Outcome> }).outcomes;
    return { liveOutcomes: { rows: inOrder(nodes.map((one) => readOutcome(asked, one))) } };
  },
};

function rangeOf({ state, from, until, county }: FiguresAsked) {
  return { stateCode: state, fromMonth: from, untilMonth: until, ...(county === null ? {} : { county }) };
}

function readOutcome(asked: FiguresAsked, one: Outcome) {
  const { countyByCountyFips: county, chapterByChapterId: chapter, month } = one;
  const count = (name: string) => ({ value: one[name], status: one[`${name}Status`] });
  return {
    ...(county === undefined || chapter === undefined ? {} : { county, chapter }),
    period:
      month === null ? { from: asked.from, until: asked.until } : { from: month, until: addMonths(month, 1) },
    coverage: {
      expectedReports: one["expectedReports"],
      acceptedReports: one["acceptedReports"],
      fraction: one.fraction === null ? null : toDecimal(one.fraction),
      complete: one["isComplete"],
    },
    encounters: count("encounters"),
    jailBookings: count("jailBookings"),
    hospitalDiversions: count("hospitalDiversions"),
    healthDiversions: count("healthDiversions"),
    weaponPresent: count("weaponPresent"),
    diversionRate: {
      value: one.diversionRate === null ? null : toDecimal(one.diversionRate),
      numerator: one["numerator"],
      denominator: one["denominator"],
      interval:
        one.diversionRate === null ? null : { lower: toDecimal(one.lower), upper: toDecimal(one.upper) },
      reliability: one["reliability"],
      status: one["diversionRateStatus"],
    },
  };
}

function readChapters({ allChapters, peerReportsOfMonth }: ChapterAnswer) {
  return {
    chapters: {
      edges: allChapters.nodes.map(({ slug, name, chapterMembershipsByChapterId: { nodes } }) => ({
        node: {
          slug,
          name,
          counties: nodes
            .filter(({ untilMonth }) => untilMonth === null)
            .map(({ countyByCountyFips }) => countyByCountyFips),
        },
      })),
    },
    reports: {
      edges: peerReportsOfMonth.nodes.map((one) => {
        const [latest] = one.reportRevisionsByReportId.nodes;
        return {
          node: {
            month: one.month,
            status: one.status,
            firstSubmittedOn: one.firstSubmittedOn,
            chapter: one.chapterByChapterId,
            county: one.countyByCountyFips,
            latest:
              latest === undefined
                ? null
                : {
                    number: latest.number,
                    partial: latest.isPartial,
                    submittedAt: new Date(latest.submittedAt).toISOString(),
                  },
          },
        };
      }),
    },
  };
}

// ── Over the aggregates plugin ──────────────────────────────────────────────────────────────────────────────────────

const AGGREGATES = (groupBy: string, names: string) => `
  query ($stateCode: String!, $fromMonth: String!, $untilMonth: String!, $county: String) {
    peerCountyMonths(stateCode: $stateCode, fromMonth: $fromMonth, untilMonth: $untilMonth, county: $county) {
      groupedAggregates(groupBy: [${groupBy}]) { keys sum {
        expectedReports acceptedReports partialReports encounters jailBookings hospitalDiversions healthDiversions
        weaponPresent weaponPresentCounted weaponPresentNotCollected
      } }
    }
    ${names}
  }`;
const NAMES = `allChapters(condition: { stateCode: $stateCode }) { nodes {
  rowId slug name chapterMembershipsByChapterId { nodes { countyByCountyFips { fips name } } }
} }`;

interface Group {
  readonly keys: readonly string[];
  /** Whole numbers as text. */
  readonly sum: Readonly<Record<string, string>>;
}

interface AggregateAnswer {
  readonly peerCountyMonths: { readonly groupedAggregates: readonly Group[] };
  readonly allChapters?: Nodes<{
    readonly rowId: number;
    readonly slug: string;
    readonly name: string;
    readonly chapterMembershipsByChapterId: Nodes<{ readonly countyByCountyFips: County }>;
  }>;
}

export const overAggregates: Dialect = {
  request: (asked) => {
    if (asked.kind === "CHAPTERS") return null;
    const keys = [
      ...(asked.byCounty ? ["CHAPTER_ID", "COUNTY_FIPS"] : []),
      ...(asked.byMonth ? ["MONTH"] : []),
    ];
    return { query: AGGREGATES(keys.join(" "), asked.byCounty ? NAMES : ""), variables: rangeOf(asked) };
  },
  read: (asked, answer) => {
    if (asked.kind === "CHAPTERS") return null;
    const { peerCountyMonths, allChapters } = (answer as { data: AggregateAnswer }).data;
    const chapters = new Map((allChapters?.nodes ?? []).map((one) => [String(one.rowId), one]));
    const rows = peerCountyMonths.groupedAggregates.map(({ keys, sum }) => {
      const chapter = chapters.get(keys[0] ?? "");
      const county = chapter?.chapterMembershipsByChapterId.nodes.find(
        (one) => one.countyByCountyFips.fips === keys[1],
      )?.countyByCountyFips;
      const place =
        chapter === undefined || county === undefined
          ? null
          : { county, chapter: { slug: chapter.slug, name: chapter.name } };
      const month = asked.byMonth ? (keys.at(-1) as ReportingMonth) : null;
      return rowOf(asked, place, month, sumsOf(sum));
    });
    return { liveOutcomes: { rows: inOrder(rows) } };
  },
};

/** The four endings are in every accepted report, so the accepted ones are those that count. */
function sumsOf(sum: Group["sum"]) {
  const number = (name: string) => Number(sum[name] ?? 0);
  const accepted = number("acceptedReports");
  const ending = (name: string): Sum => ({
    sum: accepted === 0 ? null : number(name),
    counted: accepted,
    notCollected: 0,
  });
  const armed = number("weaponPresentCounted");
  return {
    expected: number("expectedReports"),
    accepted,
    partial: number("partialReports"),
    encounters: ending("encounters"),
    jailBookings: ending("jailBookings"),
    hospitalDiversions: ending("hospitalDiversions"),
    healthDiversions: ending("healthDiversions"),
    weaponPresent: {
      sum: armed === 0 ? null : number("weaponPresent"),
      counted: armed,
      notCollected: number("weaponPresentNotCollected"),
    },
    numerator: accepted === 0 ? null : number("healthDiversions"),
    denominator: accepted === 0 ? null : number("healthDiversions") + number("jailBookings"),
    bothCounted: accepted,
  };
}
