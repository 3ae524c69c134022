// An analyst asks whether an area diverts more than the state would, were its encounters to come to the police in the same ways.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DISPOSITIONS } from "../domain/encounters/disposition.js";
import { NOTHING_RECORDED, type CallSource, type Encounter } from "../domain/encounters/encounter.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { LocalDate } from "../domain/reporting-month.js";
import { wilsonLimits } from "../domain/statistics/interval.js";
import { startApp, type Asker, type TestApp } from "../testkit/app.js";

/** So many of so many encounters of a call source ended in a hospital, the others in jail. */
type Mix = readonly (readonly [CallSource | null, diverted: number, of: number])[];

/**
 * Counts with a published result: tuberculosis in the herds of two areas, beef and dairy, in Dohoo, Martin and Stryhn, Veterinary
 * Epidemiologic Research (2009), as in the manual of epiR, epi.indirectadj. Area A, and what the whole has beside it.
 */
const AREA_A: Mix = [
  ["EMERGENCY_CALL", 8, 550],
  ["ON_VIEW", 50, 450],
];
const THE_REST: Mix = [
  ["EMERGENCY_CALL", 17, 450],
  ["ON_VIEW", 69, 950],
  [null, 6, 10],
];

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
  await take("greene", "29077", AREA_A);
  await take("saints-avenue", "29111", THE_REST);
});
afterAll(() => app.close());

async function take(chapterSlug: string, county: string, mix: Mix): Promise<void> {
  const encounters = mix.flatMap(([callSource, diverted, of]) =>
    Array.from({ length: of }, (_, index): Encounter => ({
      ...NOTHING_RECORDED,
      collects: DISPOSITIONS,
      source: "test",
      sourceKey: `${chapterSlug} ${String(callSource)} ${String(index)}`,
      county: county as CountyFips,
      occurredOn: `2021-05-${String((index % 31) + 1).padStart(2, "0")}` as LocalDate,
      occurredHour: null,
      disposition: index < diverted ? "HOSPITAL_VOLUNTARY" : "JAIL_BOOKING",
      callSource,
    })),
  );
  const imported = await app.platform.importEncounters({ stateCode: "MO" as StateCode, chapterSlug }, encounters);
  expect(imported).toMatchObject({ ok: true, value: { added: encounters.length } });
} // prettier-ignore

const AREA = `encounters encounterMonths knownFraction observed expected ratio ratioInterval { lower upper method } crudeRate rate
  absence note callSources { callSource numerator denominator } reported { value numerator denominator }
  row { chapter { slug } county { fips } coverage { expectedReports } }`;

function question(rest = "", { metric = "DIVERSION_RATE", by = "CHAPTER", until = "2021-06" } = {}): string {
  return `{ liveStandardization(metric: ${metric}, by: ${by}, scope: { state: "MO", from: "2021-05", until: "${until}" ${rest} }) {
    reference { callSource numerator denominator } notices areas { ${AREA} } } }`;
}

interface Area {
  readonly row: { readonly chapter: { readonly slug: string } | null };
  readonly ratioInterval: { readonly lower: string; readonly upper: string } | null;
}

async function areasOf(query: string): Promise<ReadonlyMap<string, Area>> {
  const { data, errors } = await app.ask("analyst", query);
  expect(errors).toEqual([]);
  const { areas } = data?.["liveStandardization"] as { readonly areas: readonly Area[] };
  return new Map(areas.map((area) => [area.row.chapter?.slug ?? "", area]));
}

describe("a rate standardised for call sources", () => {
  it("is the published one for the published counts", async () => {
    const area = (await areasOf(question())).get("greene");
    expect(area).toMatchObject({
      encounters: 1_000,
      encounterMonths: 1,
      knownFraction: "1",
      observed: 58,
      expected: "52",
      crudeRate: "0.058",
      absence: null,
      note: expect.stringContaining("Measured against the whole state at the same mix"),
      reported: { value: "0.058", numerator: 58, denominator: 1_000 },
    });
    const { ratio, rate } = area as unknown as { readonly ratio: string; readonly rate: string };
    expect(Number(ratio)).toBeCloseTo(1.1153846, 7);
    expect(Number(rate) * 100).toBeCloseTo(6.692308, 6);
    const { lower, upper } = wilsonLimits(58, 1_000);
    expect(Number(area?.ratioInterval?.lower)).toBeCloseTo((lower * 1_000) / 52, 10);
    expect(Number(area?.ratioInterval?.upper)).toBeCloseTo((upper * 1_000) / 52, 10);
  });

  it("says of how many the call source is known, and shows what it is worked out from", async () => {
    const area = (await areasOf(question())).get("saints-avenue");
    expect(area).toMatchObject({
      encounters: 1_410,
      observed: 86,
      knownFraction: expect.stringMatching(/^0\.99290780/),
      note: expect.stringContaining("Rests on 1400 of 1410: of the others the call source is not recorded."),
      callSources: [
        { callSource: "EMERGENCY_CALL", numerator: 17, denominator: 450 },
        { callSource: "OTHER_CALL", numerator: 0, denominator: 0 },
        { callSource: "ON_VIEW", numerator: 69, denominator: 950 },
        { callSource: "ALARM", numerator: 0, denominator: 0 },
        { callSource: null, numerator: 6, denominator: 10 },
      ],
    });
    const { data } = await app.ask("analyst", question());
    expect(data).toMatchObject({
      liveStandardization: {
        reference: [
          { callSource: "EMERGENCY_CALL", numerator: 25, denominator: 1_000 },
          { callSource: "OTHER_CALL", denominator: 0 },
          { callSource: "ON_VIEW", numerator: 119, denominator: 1_400 },
          { callSource: "ALARM", denominator: 0 },
          { callSource: null, numerator: 6, denominator: 10 },
        ],
      },
    });
  });

  it("is measured against the whole state, also where a part of it is asked about", async () => {
    const all = await areasOf(question());
    const part = await areasOf(question(', chapters: ["greene"]'));
    expect([...part]).toEqual([["greene", all.get("greene")]]);
  });

  it("is refused in words to an area that files monthly reports only", async () => {
    const area = (await areasOf(question("", { until: "2026-11" }))).get("nemo");
    expect(area).toMatchObject({
      encounters: 0,
      encounterMonths: 0,
      ratio: null,
      rate: null,
      absence: "NO_ENCOUNTERS",
      note: "No encounters are on file: monthly reports alone do not tell the call source.",
      reported: { value: expect.any(String) },
    });
  });

  it.each<[string, Asker, string, string]>([
    ["a metric that encounters do not tell", "analyst", question("", { metric: "ENCOUNTERS_PER_100K" }), "metric BAD_VALUE"],
    ["all areas, to a coordinator", "coordinator", question(), "scope.chapters NOT_ALLOWED"],
    ["the own chapter, to a coordinator, as it would tell of the others", "coordinator", question(', chapters: ["saints-avenue"]'), "scope.state NOT_ALLOWED"],
  ])("is not given for %s", async (_what, asker, query, problem) => {
    const { data, errors } = await app.ask(asker, query);
    expect(data).toBeNull();
    expect(errors.flatMap(({ extensions }) => extensions.problems ?? []).map(({ path, code }) => `${path} ${code}`)).toEqual([problem]);
  }); // prettier-ignore

  it("costs as many statements for every county as for one", async () => {
    const costOf = async (query: string) => (await app.ask("analyst", query)).sqlStatements;
    await costOf(question());
    const one = await costOf(question(', counties: ["29077"]'));
    expect(await costOf(question("", { by: "COUNTY", until: "2026-11" }))).toBe(one);
  });
});
