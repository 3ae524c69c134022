// What each definition means, fixed: a change of meaning needs a new version, and a new line in definitions.fixture.json.
// Lines are only ever added there. A failing test shows the line that a new version needs.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DISPOSITIONS } from "../encounters/disposition.js";
import {
  CALL_SOURCES,
  HOLD_REQUESTERS,
  INJURY_PARTIES,
  INJURY_SEVERITIES,
  NOTHING_RECORDED,
  type Encounter,
  type EncounterAttributes,
} from "../encounters/encounter.js";
import type { CountyFips } from "../geography.js";
import type { LocalDate } from "../reporting-month.js";
import { measure, metric } from "./catalog.js";
import type { MeasureDefinition } from "./measure.js";
import { MEASURES, type MeasureKey } from "./measures.js";
import type { Expression, MetricDefinition } from "./metric.js";
import { METRICS } from "./metrics.js";

const fixture = JSON.parse(
  readFileSync(new URL("./definitions.fixture.json", import.meta.url), "utf8"),
) as Readonly<Record<string, string>>;

const FLAGS = [
  "isHoldRequested",
  "isForceUsed",
  "isWeaponPresent",
  "isCitOfficerOnScene",
  "isCoResponderOnScene",
  "isRepeat",
  "isVeteran",
  "isLiaisonAlerted",
] as const satisfies readonly (keyof EncounterAttributes)[];

/** Of which nothing is known but that it happened. */
const BARE: Encounter = {
  ...NOTHING_RECORDED,
  source: "corpus",
  sourceKey: "1",
  county: "29510" as CountyFips,
  occurredOn: "2026-01-05" as LocalDate,
  occurredHour: null,
  disposition: "UNKNOWN",
  collects: DISPOSITIONS,
};

const EVERYTHING_TRUE: Partial<Encounter> = {
  ...Object.fromEntries(FLAGS.map((flag) => [flag, true])),
  holdRequestedBy: "COURT",
  injuries: INJURY_PARTIES.map((party) => ({ party, severity: "SERIOUS", persons: 2 })),
  callSource: "ON_VIEW",
  minutesToRelease: 30,
};

/** Came in later: a case of one is held only against measures that count it, so that older fingerprints stand. */
const LATER_DISPOSITIONS: readonly Encounter["disposition"][] = ["HOSPITAL_UNSPECIFIED", "OTHER"];
const FIRST_DISPOSITIONS = DISPOSITIONS.filter((one) => !LATER_DISPOSITIONS.includes(one));
const LATER: readonly Partial<Encounter>[] = LATER_DISPOSITIONS.map((disposition) => ({ disposition }));

/**
 * What is known of each encounter of the corpus: every attribute with each of its values, alone and beside others.
 * Only ever added to: a case that changes nothing in a measure leaves that measure's fingerprint as it is.
 */
const CORPUS: readonly Partial<Encounter>[] = [
  ...FIRST_DISPOSITIONS.map((disposition) => ({ disposition })),
  ...FLAGS.flatMap((flag) => [{ [flag]: true }, { [flag]: false }]),
  ...HOLD_REQUESTERS.map((holdRequestedBy) => ({ isHoldRequested: true, holdRequestedBy })),
  { injuries: [] },
  ...INJURY_PARTIES.flatMap((party, row) =>
    INJURY_SEVERITIES.map((severity, column) => ({
      injuries: [{ party, severity, persons: 3 * row + column + 1 }],
    })),
  ),
  {
    injuries: [
      { party: "SUBJECT", severity: "MINOR", persons: 2 },
      { party: "SUBJECT", severity: "MINOR", persons: 3 },
      { party: "RESPONDER", severity: "FATAL", persons: 1 },
    ],
  },
  ...CALL_SOURCES.map((callSource) => ({ callSource })),
  { minutesToRelease: 0 },
  { minutesToRelease: 95 },
  { occurredHour: 12 },
  ...FIRST_DISPOSITIONS.flatMap((disposition) => FLAGS.map((flag) => ({ disposition, [flag]: true }))),
  ...FIRST_DISPOSITIONS.map((disposition) => ({ ...EVERYTHING_TRUE, disposition })),
  ...FLAGS.map((flag) => ({ ...EVERYTHING_TRUE, [flag]: false })),
];

/** What a bare encounter counts, and by how much each case of the corpus counts more or less than that. */
function effects(count: (encounter: Encounter) => number): unknown {
  const bare = count(BARE);
  const cases = [...CORPUS, ...LATER.filter((known) => count({ ...BARE, ...known }) > 0)];
  const differences = cases.map(
    (known) => [JSON.stringify(known), count({ ...BARE, ...known }) - bare] as const,
  );
  return { bare, differences: Object.fromEntries(differences.filter(([, difference]) => difference !== 0)) };
}

/** The meaning of a measure rests on the measures it names, so their versions are part of it. */
function withVersion(key: string): string {
  return `${key}@${String(measure(key as MeasureKey).version)}`;
}

function meaningOfMeasure(entry: MeasureDefinition): unknown {
  const { fromEncounters } = entry;
  return {
    unit: entry.unit,
    addsUp: entry.addsUp,
    partOf: entry.partOf,
    sumOf: entry.sumOf.map(withVersion),
    atMost: entry.atMost,
    sensitivity: entry.sensitivity,
    needs: fromEncounters?.needs ?? null,
    // Left out where it is as usual, so that what was written down before stands.
    ...(entry.needsEveryPart ? {} : { needsEveryPart: false }),
    counts: fromEncounters === null ? null : effects(fromEncounters.count),
  };
}

function meaningOfExpression({ plus, minus }: Expression): unknown {
  return { plus: plus.map(withVersion), minus: minus.map(withVersion) };
}

function meaningOfMetric(entry: MetricDefinition): unknown {
  return {
    kind: entry.kind,
    numerator: meaningOfExpression(entry.numerator),
    denominator: entry.denominator === null ? null : meaningOfExpression(entry.denominator),
    per: entry.per,
  };
}

function fingerprint(entry: MeasureDefinition | MetricDefinition): Readonly<Record<string, string>> {
  const meaning = "kind" in entry ? meaningOfMetric(entry) : meaningOfMeasure(entry);
  const sha256 = createHash("sha256").update(JSON.stringify(meaning)).digest("hex");
  return { [`${entry.key}@${String(entry.version)}`]: sha256 };
}

describe("definitions", () => {
  it.each([...MEASURES, ...METRICS])(
    "$key@$version means what it meant when it was written down",
    (entry) => {
      expect(fixture).toMatchObject(fingerprint(entry));
    },
  );

  it("are never taken back: what was written down is still in the catalogue, in that version or a later one", () => {
    const versions = new Map<string, number>(
      [...MEASURES, ...METRICS].map(({ key, version }) => [key, version]),
    );
    const lost = Object.keys(fixture).filter((line) => {
      const [key = "", version = ""] = line.split("@");
      return Number(version) > (versions.get(key) ?? 0);
    });
    expect(lost).toEqual([]);
  });
});

describe("a planted change of meaning without a new version is caught", () => {
  const jail = measure("JAIL_BOOKINGS");
  const force = measure("FORCE_USED");
  const injured = measure("INJURED_SUBJECTS_MINOR");
  const certified = measure("CIT_CERTIFIED_OFFICERS");
  const diversions = measure("HEALTH_DIVERSIONS");

  it.each<readonly [string, MeasureDefinition]>([
    ["another unit", { ...jail, unit: "persons" }],
    ["another way to add up", { ...certified, addsUp: "FLOW" }],
    ["another whole", { ...jail, partOf: null }],
    ["another bound", { ...certified, atMost: null }],
    ["another sensitivity", { ...jail, sensitivity: "NONE" }],
    ["every part needed", { ...diversions, needsEveryPart: true }],
    ["one part fewer", { ...diversions, sumOf: diversions.sumOf.slice(1) }],
    [
      "another disposition counted too",
      {
        ...jail,
        fromEncounters: {
          needs: null,
          count: ({ disposition }) =>
            disposition === "JAIL_BOOKING" || disposition === "CITED_RELEASED" ? 1 : 0,
        },
      },
    ],
    [
      "a disposition no longer counted",
      {
        ...force,
        fromEncounters: {
          needs: "isForceUsed",
          count: ({ isForceUsed, disposition }) =>
            isForceUsed === true && disposition !== "NO_CONTACT" ? 1 : 0,
        },
      },
    ],
    [
      "encounters instead of persons",
      {
        ...injured,
        fromEncounters: {
          needs: "injuries",
          count: ({ injuries }) =>
            Number(
              injuries?.some(({ party, severity }) => party === "SUBJECT" && severity === "MINOR") ?? false,
            ),
        },
      },
    ],
    [
      "another attribute needed",
      { ...jail, fromEncounters: { ...jail.fromEncounters!, needs: "callSource" } },
    ],
    ["no longer counted from encounters", { ...jail, fromEncounters: null }],
  ])("in a measure: %s", (_, changed) => {
    expect(fixture).not.toMatchObject(fingerprint(changed));
  });

  const rate = metric("DIVERSION_RATE");

  it.each<readonly [string, MetricDefinition]>([
    ["another kind", { ...rate, kind: "EVENT_RATE" }],
    ["another numerator", { ...rate, numerator: { plus: ["HOSPITAL_DIVERSIONS"], minus: [] } }],
    ["another denominator", { ...rate, denominator: { plus: ["ENCOUNTERS"], minus: [] } }],
    ["something taken away", { ...rate, denominator: { ...rate.denominator!, minus: ["NO_CONTACT"] } }],
    ["another scale", { ...rate, per: 100 }],
  ])("in a metric: %s", (_, changed) => {
    expect(fixture).not.toMatchObject(fingerprint(changed));
  });

  it("but better words are no change of meaning", () => {
    expect(fixture).toMatchObject(
      fingerprint({ ...jail, title: "Taken to jail", description: "Other words." }),
    );
    expect(fixture).toMatchObject(fingerprint({ ...rate, unit: "of those", source: "Elsewhere" }));
  });

  it("and a new version needs a line of its own", () => {
    expect(fixture).not.toMatchObject(fingerprint({ ...jail, version: jail.version + 1 }));
  });
});

describe("the corpus", () => {
  it("holds every disposition, and every attribute with and without a value", () => {
    expect(new Set([...CORPUS, ...LATER].map(({ disposition }) => disposition ?? "UNKNOWN"))).toEqual(
      new Set(DISPOSITIONS),
    );
    for (const name of Object.keys(NOTHING_RECORDED) as (keyof EncounterAttributes)[]) {
      expect(CORPUS.filter((known) => known[name] === undefined)).not.toEqual([]);
      expect(CORPUS.filter((known) => known[name] !== undefined)).not.toEqual([]);
    }
  });

  it("makes every measure counted from encounters count something", () => {
    const counts = MEASURES.flatMap(({ fromEncounters }) =>
      fromEncounters === null ? [] : [fromEncounters.count],
    );
    for (const count of counts) {
      expect(
        [...CORPUS, ...LATER].reduce((sum, known) => sum + count({ ...BARE, ...known }), 0),
      ).toBeGreaterThan(0);
    }
  });
});
