// The whole answer against a second, naive one: written from the words of the product, with loops, and asked a thousand questions.

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { MetricKey } from "../catalog/metrics.js";
import type { CountyFips, State, StateCode } from "../geography.js";
import { GRAINS, periodsOf, type Grain, type Period, type PeriodWindow } from "../period.js";
import type { Chapter, ChapterId, Membership } from "../reporting/chapter.js";
import {
  addMonths,
  dueDate,
  monthsBetween,
  reportingMonth,
  yearOf,
  type LocalDate,
  type ReportingMonth,
} from "../reporting-month.js";
import type { Coverage } from "./coverage.js";
import type { Count, Rate } from "./figure.js";
import { acceptedValues, sourceOf, type World } from "../../testkit/grid.js";
import { SPLITS, type Split } from "./area.js";
import type { OutcomeQuestion } from "./outcome-question.js";
import type { OutcomeRow } from "./outcome-source.js";
import { DEMONSTRATION_NOTICE, tabulate, type OutcomeTable } from "./outcome-table.js";
import type { ReportOnFile } from "./report-grid.js";

const MO = "MO" as StateCode;
const START = reportingMonth("2023-01");
const MONTHS = 24;
const SERVED = ["29001", "29003", "29005", "29007"].map((fips) => fips as CountyFips);
const COUNTIES = [...SERVED, "29009" as CountyFips];
const SLUGS = ["alpha", "beta", "gamma"];

// ── A naive answer ──────────────────────────────────────────────────────────────────────────────────────────────────

const WORKED_OUT: Readonly<Partial<Record<MeasureKey, readonly MeasureKey[]>>> = {
  HOSPITAL_DIVERSIONS: ["HOSPITAL_VOLUNTARY", "HOSPITAL_UNSPECIFIED", "HOLDS_ACCEPTED"],
  HEALTH_DIVERSIONS: [
    "HOSPITAL_VOLUNTARY",
    "HOSPITAL_UNSPECIFIED",
    "HOLDS_ACCEPTED",
    "CRISIS_CENTER",
    "DETOX_SOBERING",
  ],
  INJURED_SUBJECTS: ["INJURED_SUBJECTS_MINOR", "INJURED_SUBJECTS_SERIOUS", "INJURED_SUBJECTS_FATAL"],
  INJURED_RESPONDERS: ["INJURED_RESPONDERS_MINOR", "INJURED_RESPONDERS_SERIOUS", "INJURED_RESPONDERS_FATAL"],
  INJURED_BYSTANDERS: ["INJURED_BYSTANDERS_MINOR", "INJURED_BYSTANDERS_SERIOUS", "INJURED_BYSTANDERS_FATAL"],
};
const STOCKS: readonly MeasureKey[] = ["SWORN_OFFICERS", "CIT_CERTIFIED_OFFICERS"];
const COUNTED: readonly MeasureKey[] = [
  "ENCOUNTERS",
  "JAIL_BOOKINGS",
  "VETERANS",
  "GRADUATES_DISPATCH",
  ...STOCKS,
  ...(Object.keys(WORKED_OUT) as MeasureKey[]),
];

type Sides = readonly [plus: readonly MeasureKey[], minus?: readonly MeasureKey[]];
const HEALTH: readonly MeasureKey[] = [
  "HOSPITAL_VOLUNTARY",
  "HOSPITAL_UNSPECIFIED",
  "HOLDS_ACCEPTED",
  "CRISIS_CENTER",
  "DETOX_SOBERING",
];
const HOSPITAL: readonly MeasureKey[] = ["HOSPITAL_VOLUNTARY", "HOSPITAL_UNSPECIFIED", "HOLDS_ACCEPTED"];

interface NaiveRate {
  readonly of: Sides;
  /** Null: residents × years. */
  readonly in: Sides | null;
  readonly per: number;
  readonly isShare: boolean;
}

const RATES: Readonly<Record<MetricKey, NaiveRate>> = {
  DIVERSION_RATE: { of: [HEALTH], in: [[...HEALTH, "JAIL_BOOKINGS"]], per: 1, isShare: true },
  HOSPITAL_DIVERSION_RATE: { of: [HOSPITAL], in: [[...HOSPITAL, "JAIL_BOOKINGS"]], per: 1, isShare: true },
  JAIL_RATE: {
    of: [["JAIL_BOOKINGS"]],
    in: [["ENCOUNTERS"], ["NO_CONTACT", "UNKNOWN_DISPOSITION"]],
    per: 1,
    isShare: true,
  },
  SUBJECT_INJURY_RATE: {
    of: [WORKED_OUT.INJURED_SUBJECTS!],
    in: [["ENCOUNTERS"]],
    per: 1_000,
    isShare: false,
  },
  RESPONDER_INJURY_RATE: {
    of: [WORKED_OUT.INJURED_RESPONDERS!],
    in: [["ENCOUNTERS"]],
    per: 1_000,
    isShare: false,
  },
  BYSTANDER_INJURY_RATE: {
    of: [WORKED_OUT.INJURED_BYSTANDERS!],
    in: [["ENCOUNTERS"]],
    per: 1_000,
    isShare: false,
  },
  FORCE_RATE: { of: [["FORCE_USED"]], in: [["ENCOUNTERS"]], per: 1, isShare: true },
  HOLD_ACCEPTANCE_RATE: { of: [["HOLDS_ACCEPTED"]], in: [["HOLDS_REQUESTED"]], per: 1, isShare: true },
  CIT_RESPONSE_RATE: { of: [["CIT_OFFICER_ON_SCENE"]], in: [["ENCOUNTERS"]], per: 1, isShare: true },
  CO_RESPONSE_RATE: { of: [["CO_RESPONDER_ON_SCENE"]], in: [["ENCOUNTERS"]], per: 1, isShare: true },
  ENCOUNTERS_PER_100K: { of: [["ENCOUNTERS"]], in: null, per: 100_000, isShare: false },
  CIT_CERTIFIED_SHARE: { of: [["CIT_CERTIFIED_OFFICERS"]], in: [["SWORN_OFFICERS"]], per: 1, isShare: true },
  CONTACT_WITHIN_24_HOURS: {
    of: [["CONTACTS_WITHIN_24_HOURS"]],
    in: [["REFERRALS_SENT"]],
    per: 1,
    isShare: true,
  },
};

const RATE_KEYS = Object.keys(RATES) as MetricKey[];

/** One county-month of a chapter that was expected or came. */
interface Slot {
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly report: ReportOnFile | null;
  /** What came of it, drafts included, or else that something would. */
  readonly isInvented: boolean;
}

/** Null in an area: any. */
interface NaiveArea {
  readonly region: string | null;
  readonly chapter: string | null;
  readonly county: string | null;
}

const ANYWHERE: NaiveArea = { region: null, chapter: null, county: null };

function monthsFrom(from: ReportingMonth, until: ReportingMonth): readonly ReportingMonth[] {
  const months: ReportingMonth[] = [];
  for (let month = from; month < until; month = addMonths(month, 1)) months.push(month);
  return months;
}

function isIn(
  range: { readonly from: string; readonly until: string | null },
  month: ReportingMonth,
): boolean {
  return month >= range.from && (range.until === null || month < range.until);
}

function naiveSlots(
  world: World,
  question: OutcomeQuestion,
  area: NaiveArea,
  period: Pick<Period, "from" | "until">,
): readonly Slot[] {
  const slots: Slot[] = [];
  for (const month of monthsFrom(period.from, period.until)) {
    for (const chapter of world.chapters) {
      for (const membership of chapter.memberships) {
        if (!isIn(membership, month)) continue;
        if (area.region !== null && area.region !== membership.region) continue;
        if (area.chapter !== null && area.chapter !== chapter.slug) continue;
        if (area.county !== null && area.county !== membership.county) continue;
        if (question.chapters !== null && !question.chapters.has(chapter.slug)) continue;
        if (question.counties !== null && !question.counties.has(membership.county)) continue;
        if (question.regions !== null && !question.regions.has(membership.region)) continue;
        if (question.except?.has(membership.county)) continue;
        let report: ReportOnFile | null = null;
        for (const one of world.reports) {
          if (one.chapterId === chapter.id && one.county === membership.county && one.month === month)
            report = one;
        }
        const filed = report;
        const came = filed?.firstSubmittedOn === null ? null : filed;
        const expected =
          month < world.runningMonth ? chapter.expectations.find((range) => isIn(range, month)) : undefined;
        if (expected === undefined && came === null) continue;
        const isInvented = filed?.isDemonstration ?? expected?.isDemonstration ?? false;
        slots.push({ county: membership.county, month, report: came, isInvented });
      }
    }
  }
  return slots;
}

/**
 * Undefined: the report leaves a part out; null: it does not collect a part, or none of several kinds of care. All months are of
 * years before hospitals of an unspecified kind were to be reported.
 */
function naiveReading(values: ReportValues, [plus, minus = []]: Sides): number | null | undefined {
  const care = plus.filter((key) => HEALTH.includes(key));
  const counted = care.map((key) => values[key]).filter((value) => typeof value === "number");
  if (care.some((key) => values[key] === undefined && key !== "HOSPITAL_UNSPECIFIED")) return undefined;
  let sum: number | null =
    care.length > 0 && counted.length === 0 ? null : counted.reduce((one, other) => one + other, 0);
  for (const key of [...plus.filter((one) => !HEALTH.includes(one)), ...minus]) {
    const value = values[key];
    if (value === undefined) return undefined;
    if (value === null || sum === null) sum = null;
    else sum += minus.includes(key) ? -value : value;
  }
  return sum;
}

interface NaiveSum {
  readonly sums: readonly number[];
  readonly counted: readonly Slot[];
  readonly relevant: readonly Slot[];
  readonly absence: Count["status"] | null;
}

function naiveSum(
  world: World,
  slots: readonly Slot[],
  period: Pick<Period, "from" | "until">,
  sides: readonly Sides[],
  isWholeOnly: boolean,
): NaiveSum {
  const isStock = sides.every(([plus]) => STOCKS.includes(plus[0]!));
  const months = monthsFrom(period.from, period.until).filter((month) => month < world.runningMonth);
  const relevant = isStock ? slots.filter(({ month }) => month === months[months.length - 1]) : slots;
  const sums = sides.map(() => 0);
  const counted: Slot[] = [];
  let isAnyNotCollected = false;
  let isAnyLeftOut = false;
  for (const slot of relevant) {
    const accepted = slot.report?.accepted ?? null;
    if (accepted === null) continue;
    const readings = sides.map((side) => naiveReading(accepted.values, side));
    if (readings.includes(null)) isAnyNotCollected = true;
    if (readings.some((reading) => reading === null || reading === undefined)) continue;
    if (isWholeOnly && accepted.isPartial) {
      isAnyLeftOut = true;
      continue;
    }
    counted.push(slot);
    readings.forEach((reading, index) => (sums[index]! += reading!));
  }
  let absence: NaiveSum["absence"] = null;
  if (counted.length === 0) {
    absence = "NOT_REPORTED";
    if (isAnyNotCollected) absence = "NOT_COLLECTED";
    if (isAnyLeftOut) absence = "NOT_APPLICABLE";
    if (relevant.length === 0) absence = "NOT_EXPECTED";
  }
  return { sums, counted, relevant, absence };
}

/** Coverage without the names of what is missing. */
function naiveCoverage(relevant: readonly Slot[], counted: readonly Slot[]) {
  let [received, accepted, onTime, partial, demonstration] = [0, 0, 0, 0, 0];
  const missing: string[] = [];
  for (const { county, month, report } of relevant) {
    if (report === null) missing.push(`${county} ${month}`);
    else received++;
    if (report?.accepted != null) accepted++;
    if (report !== null && report.firstSubmittedOn! <= dueDate(month)) onTime++;
  }
  for (const { report } of counted) {
    if (report!.accepted!.isPartial) partial++;
    if (report!.isDemonstration) demonstration++;
  }
  return {
    expectedReports: relevant.length,
    receivedReports: received,
    acceptedReports: accepted,
    onTimeReports: onTime,
    countedReports: counted.length,
    partialReports: partial,
    demonstrationReports: demonstration,
    fraction: relevant.length === 0 ? null : rounded(counted.length / relevant.length),
    isComplete: relevant.length > 0 && counted.length === relevant.length && partial === 0,
    missing: missing.sort(),
    missingReports: missing.length,
  };
}

function naiveResidents(world: World, counted: readonly Slot[]): number | null {
  let people = 0;
  const vintages: string[] = [];
  for (const { county, month } of counted) {
    const known = (world.populations.get(county) ?? []).filter(({ year }) => year <= yearOf(month));
    const [latest] = [...known].sort((left, right) => right.year - left.year);
    if (latest === undefined) return null;
    people += latest.people;
    vintages.push(latest.vintage);
  }
  return vintages.some((vintage) => vintage !== vintages[0]) ? null : Math.round(people / 12);
}

function naiveCount(world: World, slots: readonly Slot[], period: Period, key: MeasureKey) {
  const { sums, counted, relevant, absence } = naiveSum(
    world,
    slots,
    period,
    [[WORKED_OUT[key] ?? [key]]],
    false,
  );
  const value = absence === null ? sums[0]! : null;
  const coverage = naiveCoverage(relevant, counted);
  const isWholeZero = value === 0 && coverage.isComplete;
  return { value, status: absence ?? (isWholeZero ? "REPORTED_ZERO" : "REPORTED"), coverage };
}

function naiveRate(world: World, slots: readonly Slot[], period: Period, key: MetricKey) {
  const { of: numeratorSides, in: denominatorSides, per, isShare } = RATES[key];
  const sides = denominatorSides === null ? [numeratorSides] : [numeratorSides, denominatorSides];
  const { sums, counted, relevant, absence } = naiveSum(
    world,
    slots,
    period,
    sides,
    denominatorSides === null,
  );
  const coverage = naiveCoverage(relevant, counted);
  const numerator = sums[0]!;
  const denominator = denominatorSides === null ? naiveResidents(world, counted) : sums[1]!;
  const none = {
    value: null,
    numerator: null,
    denominator: null,
    per,
    interval: null,
    reliability: "NOT_ASSESSED",
    coverage,
  };
  if (absence !== null) return { ...none, status: absence };
  if (denominator === null || denominator === 0 || (isShare && numerator > denominator))
    return { ...none, status: "NOT_APPLICABLE" };
  const events = isShare ? Math.min(numerator, denominator - numerator) : numerator;
  const least = Math.min(events, denominator);
  return {
    value: rounded((numerator * per) / denominator),
    numerator,
    denominator,
    per,
    interval: { method: isShare ? "WILSON_SCORE" : "POISSON_EXACT", isInside: true },
    reliability: least < 10 ? "UNRELIABLE" : events < 20 ? "USE_WITH_CAUTION" : "RELIABLE",
    status: numerator === 0 && coverage.isComplete ? "REPORTED_ZERO" : "REPORTED",
    coverage,
  };
}

/** Every area that the roster knows in some month of the range, and the named ones that it does not place. */
function naiveAreas(world: World, question: OutcomeQuestion): readonly string[] {
  const { by } = question;
  if (by.length === 0) return ["  "];
  const areas = new Set<string>();
  const served = new Set<string>();
  for (const chapter of world.chapters) {
    for (const { county, region, ...range } of chapter.memberships) {
      if (question.chapters !== null && !question.chapters.has(chapter.slug)) continue;
      if (question.counties !== null && !question.counties.has(county)) continue;
      if (question.regions !== null && !question.regions.has(region)) continue;
      if (question.except?.has(county)) continue;
      if (!monthsFrom(question.from, question.until).some((month) => isIn(range, month))) continue;
      served.add(county).add(chapter.slug).add(region);
      areas.add(
        [
          by.includes("REGION") ? region : "",
          by.includes("CHAPTER") ? chapter.slug : "",
          by.includes("COUNTY") ? county : "",
        ].join(" "),
      );
    }
  }
  if (by.includes("COUNTY")) {
    for (const county of question.counties ?? []) if (!served.has(county)) areas.add(`  ${county}`);
  }
  if (by.includes("CHAPTER")) {
    for (const chapter of question.chapters ?? []) if (!served.has(chapter)) areas.add(` ${chapter} `);
  }
  if (by.includes("REGION")) {
    for (const region of question.regions ?? []) if (!served.has(region)) areas.add(`${region}  `);
  }
  return [...areas].sort();
}

// ── Worlds and questions ────────────────────────────────────────────────────────────────────────────────────────────

/** Mostly in order, sometimes not collected, left out or contradictory. */
const anyValues: fc.Arbitrary<ReportValues> = fc.record(
  Object.fromEntries(
    REPORTED_MEASURES.map(({ key }) => {
      const isWhole = ["ENCOUNTERS", "HOLDS_REQUESTED", "REFERRALS_SENT", "SWORN_OFFICERS"].includes(key);
      const number = isWhole ? fc.integer({ min: 0, max: 40 }) : fc.integer({ min: 0, max: 6 });
      const value: fc.Arbitrary<number | null | undefined> = fc.oneof(
        { weight: 16, arbitrary: number },
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      );
      return [key, value];
    }),
  ),
);

const anyMonthIndex = fc.integer({ min: 0, max: MONTHS - 1 });

/** County by county, who serves it from when on: a chapter or nobody. */
const anyOwners = fc.array(fc.tuple(anyMonthIndex, fc.option(fc.integer({ min: 0, max: 2 }), { freq: 6 })), {
  minLength: 1,
  maxLength: 3,
});

/** From which month on a chapter lies in the south. */
const anyMove = fc.integer({ min: 0, max: MONTHS });

function membershipsOf(
  owners: readonly (readonly [number, number | null])[],
  county: CountyFips,
  chapter: number,
  move: number,
): readonly Membership[] {
  const ordered = [[0, owners[0]![1]] as const, ...[...owners].sort((left, right) => left[0] - right[0])];
  const memberships: Membership[] = [];
  ordered.forEach(([from, owner], index) => {
    const until = ordered[index + 1]?.[0] ?? null;
    if (owner !== chapter) return;
    const borders = [from, ...(move > from && (until === null || move < until) ? [move] : []), until];
    for (let part = 0; part + 1 < borders.length; part++) {
      const [start, end] = [borders[part]!, borders[part + 1] ?? null];
      if (end !== null && end <= start) continue;
      memberships.push({
        county,
        region: start < move ? "North" : "South",
        source: "illustrative",
        from: addMonths(START, start),
        until: end === null ? null : addMonths(START, end),
      });
    }
  });
  return memberships;
}

const anyChapters: fc.Arbitrary<readonly Chapter[]> = fc
  .record({
    owners: fc.tuple(...SERVED.map(() => anyOwners)),
    moves: fc.tuple(...SLUGS.map(() => anyMove)),
    expected: fc.tuple(
      ...SLUGS.map(() => fc.array(fc.tuple(anyMonthIndex, fc.option(anyMonthIndex)), { maxLength: 2 })),
    ),
  })
  .map(({ owners, moves, expected }) =>
    SLUGS.map((slug, index) => ({
      id: (index + 1) as ChapterId,
      stateCode: MO,
      slug,
      name: `Chapter ${slug}`,
      memberships: SERVED.flatMap((county, row) => membershipsOf(owners[row]!, county, index, moves[index]!)),
      expectations: expected[index]!.map(([from, until]) => ({
        from: addMonths(START, from),
        until: until === null ? null : addMonths(START, until),
        isDemonstration: from % 2 === 0,
      })),
    })),
  );

const anyFiling = fc.record({
  kind: fc.constantFrom("NONE", "DRAFT", "SUBMITTED", "ACCEPTED", "ACCEPTED", "ACCEPTED"),
  chapter: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }) },
  ),
  values: fc.nat(),
  isPartial: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
  isDemonstration: fc.boolean(),
  day: fc.integer({ min: 1, max: 28 }),
});

const anyWorld: fc.Arbitrary<World> = fc
  .record({
    chapters: anyChapters,
    pool: fc.array(anyValues, { minLength: 1, maxLength: 5 }),
    filings: fc.array(anyFiling, { minLength: SERVED.length * MONTHS, maxLength: SERVED.length * MONTHS }),
    newVintageFrom: fc.integer({ min: 2022, max: 2027 }),
    lastEstimate: fc.integer({ min: 2022, max: 2025 }),
    unknown: fc.option(fc.constantFrom(...SERVED), { freq: 1, nil: null }),
    running: fc.integer({ min: 0, max: MONTHS + 3 }),
  })
  .map(({ chapters, pool, filings, newVintageFrom, lastEstimate, unknown, running }) => ({
    chapters,
    reports: filings.flatMap((filing, index) => {
      const county = SERVED[index % SERVED.length]!;
      const month = addMonths(START, Math.floor(index / SERVED.length));
      const serving = chapters.find(({ memberships }) =>
        memberships.some((one) => one.county === county && isIn(one, month)),
      );
      const chapter = filing.chapter === null ? serving : chapters[filing.chapter];
      if (filing.kind === "NONE" || chapter === undefined) return [];
      const submittedOn = `${addMonths(month, 1)}-${String(filing.day).padStart(2, "0")}` as LocalDate;
      return [
        {
          chapterId: chapter.id,
          county,
          month,
          firstSubmittedOn: filing.kind === "DRAFT" ? null : submittedOn,
          isDemonstration: filing.isDemonstration,
          isReturned: false,
          accepted:
            filing.kind === "ACCEPTED"
              ? acceptedValues(pool[filing.values % pool.length]!, { isPartial: filing.isPartial })
              : null,
        },
      ];
    }),
    populations: new Map(
      SERVED.filter((county) => county !== unknown).map((county, index) => [
        county,
        [2022, 2023, 2024, 2025]
          .filter((year) => year <= lastEstimate)
          .map((year) => ({
            year,
            people: 7_000 * (index + 1) + year,
            vintage: year < newVintageFrom ? "V2022" : "V2025",
          })),
      ]),
    ),
    runningMonth: addMonths(START, running),
  }));

const anyWindow: fc.Arbitrary<PeriodWindow | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.integer({ min: 1, max: 15 }).map((months) => ({ kind: "ROLLING" as const, months })),
  fc.constantFrom({ kind: "YEAR_TO_DATE" as const }, { kind: "FISCAL_YEAR_TO_DATE" as const }),
);

function anyQuestion(by: readonly Split[], grain: Grain): fc.Arbitrary<OutcomeQuestion> {
  return fc
    .record({
      from: anyMonthIndex,
      length: fc.integer({ min: 1, max: MONTHS }),
      counties: fc.option(fc.subarray(COUNTIES, { minLength: 1 }), { freq: 1 }),
      chapters: fc.option(fc.subarray(SLUGS, { minLength: 1 }), { freq: 1 }),
      regions: fc.option(fc.subarray(["North", "South"], { minLength: 1 }), { freq: 1 }),
      except: fc.option(fc.subarray(COUNTIES, { minLength: 1 }), { freq: 1 }),
      window: anyWindow,
      fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ from, length, counties, chapters, regions, except, window, fiscalYearStartMonth }) => ({
      state: {
        code: MO,
        name: "Missouri",
        timeZone: "America/Chicago",
        fiscalYearStartMonth,
      } satisfies State,
      from: addMonths(START, from),
      until: addMonths(START, Math.min(from + length, MONTHS)),
      by,
      grain,
      counties: counties === null ? null : new Set(counties),
      chapters: chapters === null ? null : new Set(chapters),
      regions: regions === null ? null : new Set(regions),
      except: except === null ? null : new Set(except),
      window,
    }));
}

function answer(world: World, question: OutcomeQuestion): OutcomeTable {
  const counties = COUNTIES.map((fips) => ({ fips, stateCode: MO, name: `County ${fips}` }));
  return tabulate(sourceOf({ ...world, counties }), question, world.runningMonth);
}

// ── Comparison ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** As many digits as a decimal carries. */
function rounded(value: number): string {
  return value.toPrecision(12);
}

function plainCoverage(coverage: Coverage) {
  const { missing, fraction } = coverage;
  return {
    expectedReports: coverage.expectedReports,
    receivedReports: coverage.receivedReports,
    acceptedReports: coverage.acceptedReports,
    onTimeReports: coverage.onTimeReports,
    countedReports: coverage.countedReports,
    partialReports: coverage.partialReports,
    demonstrationReports: coverage.demonstrationReports,
    missingReports: coverage.missingReports,
    isComplete: coverage.isComplete,
    fraction: fraction === null ? null : rounded(Number(fraction)),
    missing: missing.map(({ county, month }) => `${county} ${month}`).sort(),
  };
}

function plainCount({ value, status, coverage }: Count) {
  return { value, status, coverage: plainCoverage(coverage) };
}

function plainRate({ value, numerator, denominator, per, interval, reliability, status, coverage }: Rate) {
  const isInside =
    interval !== null && Number(interval.lower) <= Number(value) && Number(value) <= Number(interval.upper);
  return {
    value: value === null ? null : rounded(Number(value)),
    numerator,
    denominator,
    per,
    interval: interval === null ? null : { method: interval.method, isInside },
    reliability,
    status,
    coverage: plainCoverage(coverage),
  };
}

function said({ cell }: OutcomeRow) {
  return {
    coverage: plainCoverage(cell.coverage),
    counts: COUNTED.map((key) => [key, plainCount(cell.count(key))]),
    rates: RATE_KEYS.map((key) => [key, plainRate(cell.rate(key))]),
  };
}

function expected(world: World, question: OutcomeQuestion, { region, chapter, county, period }: OutcomeRow) {
  const area = { region, chapter: chapter?.slug ?? null, county: county?.fips ?? null };
  const slots = naiveSlots(world, question, area, period);
  const accepted = slots.filter(({ report }) => report !== null && report.accepted !== null);
  return {
    coverage: naiveCoverage(slots, accepted),
    counts: COUNTED.map((key) => [key, naiveCount(world, slots, period, key)]),
    rates: RATE_KEYS.map((key) => [key, naiveRate(world, slots, period, key)]),
  };
}

const EVERY_SPLIT = SPLITS.reduce<readonly (readonly Split[])[]>(
  (subsets, dimension) => [...subsets, ...subsets.map((subset) => [...subset, dimension])],
  [[]],
);
const EVERY_QUESTION = EVERY_SPLIT.flatMap((by) =>
  GRAINS.map((grain) => ({ by, grain, split: by.join(" and ") || "nothing" })),
);

describe("an answer is what a naive count gives", () => {
  it.each(EVERY_QUESTION)("by $split and $grain", ({ by, grain }) => {
    fc.assert(
      fc.property(anyWorld, anyQuestion(by, grain), (world, question) => {
        const { rows, total, notices } = answer(world, question);
        const periods = periodsOf(question, question.state.fiscalYearStartMonth, world.runningMonth);
        expect(
          rows.map(
            (row) =>
              `${row.region ?? ""} ${row.chapter?.slug ?? ""} ${row.county?.fips ?? ""}|${row.period.label}`,
          ),
        ).toEqual(
          naiveAreas(world, question).flatMap((area) => periods.map(({ label }) => `${area}|${label}`)),
        );
        const all = [...rows, total];
        expect(all.map(said)).toEqual(all.map((row) => expected(world, question, row)));
        const isAnyInvented = naiveSlots(world, question, ANYWHERE, question).some((slot) => slot.isInvented);
        expect(notices).toEqual(isAnyInvented ? [DEMONSTRATION_NOTICE] : []);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

describe("the total", () => {
  const anySplit = fc.constantFrom(...EVERY_QUESTION).chain(({ by, grain }) => anyQuestion(by, grain));

  it("equals the answer to the question that is not split", () => {
    fc.assert(
      fc.property(anyWorld, anySplit, (world, question) => {
        const { total } = answer(world, question);
        const unsplit = answer(world, { ...question, by: [], grain: "WHOLE", window: null }).rows;
        expect(unsplit.map(({ period }) => period)).toEqual([total.period]);
        expect(unsplit.map(said)).toEqual([said(total)]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  it("of a flow is the sum of the rows: nothing is lost and nothing counted twice", () => {
    const flows = COUNTED.filter((key) => !STOCKS.includes(key));
    fc.assert(
      fc.property(anyWorld, anySplit, (world, question) => {
        const { rows, total } = answer(world, { ...question, window: null });
        const sums = (summed: readonly OutcomeRow[]) => [
          summed.reduce((sum, { cell }) => sum + cell.coverage.expectedReports, 0),
          ...flows.map((key) => summed.reduce((sum, { cell }) => sum + (cell.count(key).value ?? 0), 0)),
        ];
        expect(sums(rows)).toEqual(sums([total]));
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

// ── Stories that must come out right ────────────────────────────────────────────────────────────────────────────────

const CARTER = "29035" as CountyFips;
const BUTLER = "29023" as CountyFips;
const NOBODYS = "29149" as CountyFips;
const M = reportingMonth;

function chapter(
  id: number,
  slug: string,
  memberships: readonly (readonly [CountyFips, string, string, string?])[],
): Chapter {
  return {
    id: id as ChapterId,
    stateCode: MO,
    slug,
    name: slug,
    memberships: memberships.map(([county, region, from, until]) => ({
      county,
      region,
      source: "published",
      from: M(from),
      until: until === undefined ? null : M(until),
    })),
    expectations: [{ from: M("2019-07"), until: M("2020-07"), isDemonstration: false }],
  };
}

const threeRivers = chapter(1, "three-rivers", [
  [BUTLER, "Southeast", "2014-01"],
  [CARTER, "Southeast", "2014-01", "2019-10"],
]);
const currentRiver = chapter(2, "current-river", [[CARTER, "South Central", "2019-10"]]);

/** Carter reports one encounter in July 2019, two in August, and so on to June 2020; Butler a hundred each month. */
const pilot: World = {
  chapters: [threeRivers, currentRiver],
  reports: monthsFrom(M("2019-07"), M("2020-07")).flatMap((month) => {
    const nth = monthsBetween(M("2019-07"), month) + 1;
    const carterChapter = month < "2019-10" ? threeRivers : currentRiver;
    return [
      { county: CARTER, chapterId: carterChapter.id, many: nth },
      { county: BUTLER, chapterId: threeRivers.id, many: 100 },
    ].map(({ county, chapterId, many }) => ({
      chapterId,
      county,
      month,
      firstSubmittedOn: `${addMonths(month, 1)}-10` as LocalDate,
      isDemonstration: false,
      isReturned: false,
      accepted: acceptedValues({ ENCOUNTERS: many, SWORN_OFFICERS: many }),
    }));
  }),
  populations: new Map(),
  runningMonth: M("2026-11"),
};

const pilotYear: OutcomeQuestion = {
  state: { code: MO, name: "Missouri", timeZone: "America/Chicago", fiscalYearStartMonth: 7 },
  from: M("2019-07"),
  until: M("2020-07"),
  by: [],
  grain: "WHOLE",
  counties: null,
  chapters: null,
  regions: null,
  except: null,
  window: null,
};

function figures(question: Partial<OutcomeQuestion>, key: MeasureKey = "ENCOUNTERS", world: World = pilot) {
  const counties = [CARTER, BUTLER, NOBODYS].map((fips) => ({ fips, stateCode: MO, name: fips }));
  const asked = { ...pilotYear, ...question };
  return tabulate(sourceOf({ ...world, counties }), asked, world.runningMonth).rows.map((row) => {
    const { value, status } = row.cell.count(key);
    const place = [row.region, row.chapter?.slug, row.county?.fips].filter((name) => name != null).join(" ");
    return `${place} ${row.period.label}: ${String(value ?? status)}`;
  });
}

describe("Carter County, which changed its chapter in October 2019", () => {
  const whole = "July 2019 to June 2020";

  it("is counted once, by county", () => {
    expect(figures({ by: ["COUNTY"] })).toEqual([`29023 ${whole}: 1200`, `29035 ${whole}: 78`]);
  });

  it("is split between its chapters, by chapter", () => {
    expect(figures({ by: ["CHAPTER"] })).toEqual([
      `current-river ${whole}: 72`,
      `three-rivers ${whole}: 1206`,
    ]);
    expect(figures({ by: ["CHAPTER", "COUNTY"] })).toEqual([
      `current-river 29035 ${whole}: 72`,
      `three-rivers 29023 ${whole}: 1200`,
      `three-rivers 29035 ${whole}: 6`,
    ]);
  });

  it("takes its months with it into the new region, by region", () => {
    expect(figures({ by: ["REGION"] })).toEqual([`South Central ${whole}: 72`, `Southeast ${whole}: 1206`]);
  });

  it("is expected from one chapter at a time, by quarter", () => {
    expect(figures({ by: ["CHAPTER"], grain: "QUARTER", counties: new Set([CARTER]) })).toEqual([
      "current-river 2019 Q3: NOT_EXPECTED",
      "current-river 2019 Q4: 15",
      "current-river 2020 Q1: 24",
      "current-river 2020 Q2: 33",
      "three-rivers 2019 Q3: 6",
      "three-rivers 2019 Q4: NOT_EXPECTED",
      "three-rivers 2020 Q1: NOT_EXPECTED",
      "three-rivers 2020 Q2: NOT_EXPECTED",
    ]);
  });

  it("has officers of the last month only", () => {
    expect(figures({ by: ["COUNTY"], grain: "YEAR" }, "SWORN_OFFICERS")).toEqual([
      "29023 2019: 100",
      "29023 2020: 100",
      "29035 2019: 6",
      "29035 2020: 12",
    ]);
    expect(figures({ by: ["CHAPTER"] }, "SWORN_OFFICERS")).toEqual([
      `current-river ${whole}: 12`,
      `three-rivers ${whole}: 100`,
    ]);
  });
});

describe("an area that nothing can be said of", () => {
  it("gets a row when it is named: a county without a chapter", () => {
    expect(figures({ by: ["COUNTY"], counties: new Set([NOBODYS, CARTER]) })).toEqual([
      "29035 July 2019 to June 2020: 78",
      "29149 July 2019 to June 2020: NOT_EXPECTED",
    ]);
    expect(figures({ by: ["CHAPTER", "COUNTY"], grain: "YEAR", counties: new Set([NOBODYS]) })).toEqual([
      "29149 2019: NOT_EXPECTED",
      "29149 2020: NOT_EXPECTED",
    ]);
  });

  it("gets a row when it is named: a chapter that served no county yet", () => {
    const before = { from: M("2018-01"), until: M("2019-01"), grain: "YEAR" } as const;
    expect(
      figures({ ...before, by: ["CHAPTER"], chapters: new Set(["current-river", "three-rivers"]) }),
    ).toEqual(["current-river 2018: NOT_EXPECTED", "three-rivers 2018: NOT_EXPECTED"]);
  });

  it("gets no row when it is not named", () => {
    expect(figures({ by: ["COUNTY"] })).toHaveLength(2);
  });

  it("gets a row when county and chapter are both named and have nothing in common", () => {
    const apart = { counties: new Set([BUTLER]), chapters: new Set(["current-river"]) };
    expect(figures({ ...apart, by: ["COUNTY"] })).toEqual(["29023 July 2019 to June 2020: NOT_EXPECTED"]);
    expect(figures({ ...apart, by: ["CHAPTER", "COUNTY"] })).toEqual([
      "29023 July 2019 to June 2020: NOT_EXPECTED",
      "current-river July 2019 to June 2020: NOT_EXPECTED",
    ]);
  });

  it("gets a row in every period, also where nothing was reported", () => {
    const silent: World = { ...pilot, reports: [] };
    expect(
      figures(
        {
          by: ["COUNTY"],
          grain: "YEAR",
          from: M("2018-01"),
          until: M("2021-01"),
          counties: new Set([CARTER]),
        },
        "ENCOUNTERS",
        silent,
      ),
    ).toEqual(["29035 2018: NOT_EXPECTED", "29035 2019: NOT_REPORTED", "29035 2020: NOT_REPORTED"]);
  });
});

describe("a table of invented reports", () => {
  it("says so once for the whole table", () => {
    const invented = {
      ...pilot,
      reports: pilot.reports.map((report, index) => ({ ...report, isDemonstration: index === 0 })),
    };
    const notices = (world: World) => tabulate(sourceOf(world), pilotYear, world.runningMonth).notices;
    expect(notices(invented)).toEqual([DEMONSTRATION_NOTICE]);
    expect(notices(pilot)).toEqual([]);
  });
});
