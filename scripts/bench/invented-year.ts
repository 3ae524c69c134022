// Invented county months for the bench of disclosure control: counts drawn around a rate per resident, repeatable from a seed.

import type { ReportValues } from "../../src/domain/catalog/catalog.js";
import type { MeasureKey } from "../../src/domain/catalog/measures.js";
import type { CountyMonth, YearTable } from "../../src/domain/disclosure/year-table.js";
import type { CountyFips, StateCode } from "../../src/domain/geography.js";
import { eachMonth, type ReportingMonth } from "../../src/domain/reporting-month.js";
import { chance, type Chance } from "../../src/demonstration/random.js";

export interface InventedCounty {
  readonly county: CountyFips;
  readonly chapter: string | null;
  readonly region: string | null;
  readonly people: number;
}

export interface InventedYear {
  readonly stateCode: string;
  readonly counties: readonly InventedCounty[];
  readonly from: string;
  readonly until: string;
  /** Encounters per 1,000 residents and month. */
  readonly rate: number;
  /** Part of the county months of which nothing comes. */
  readonly missing: number;
  readonly seed: number;
}

const DISPOSITIONS: readonly (readonly [MeasureKey, number])[] = [
  ["JAIL_BOOKINGS", 13],
  ["CITED_RELEASED", 4],
  ["HOSPITAL_VOLUNTARY", 24],
  ["HOLDS_ACCEPTED", 18],
  ["CRISIS_CENTER", 7],
  ["DETOX_SOBERING", 2],
  ["REFERRED", 11],
  ["SHELTER_TRANSPORT", 2],
  ["RESOLVED_ON_SCENE", 13],
  ["DECLINED", 3],
  ["NO_CONTACT", 2],
  ["UNKNOWN_DISPOSITION", 1],
];

const FLAGS: readonly (readonly [MeasureKey, number])[] = [
  ["FORCE_USED", 0.02],
  ["WEAPON_PRESENT", 0.1],
  ["CIT_OFFICER_ON_SCENE", 0.7],
  ["CO_RESPONDER_ON_SCENE", 0.15],
  ["REPEAT_ENCOUNTERS", 0.2],
  ["VETERANS", 0.06],
];

const INJURIES: readonly (readonly [MeasureKey, number])[] = [
  ["INJURED_SUBJECTS_MINOR", 0.03],
  ["INJURED_SUBJECTS_SERIOUS", 0.006],
  ["INJURED_SUBJECTS_FATAL", 0.0005],
  ["INJURED_RESPONDERS_MINOR", 0.01],
  ["INJURED_RESPONDERS_SERIOUS", 0.001],
  ["INJURED_RESPONDERS_FATAL", 0],
  ["INJURED_BYSTANDERS_MINOR", 0.002],
  ["INJURED_BYSTANDERS_SERIOUS", 0.0003],
  ["INJURED_BYSTANDERS_FATAL", 0],
];

export function inventYear({
  counties,
  from,
  until,
  rate,
  missing,
  seed,
  stateCode,
}: InventedYear): YearTable {
  const [first, end] = [from as ReportingMonth, until as ReportingMonth];
  const countyMonths = counties.flatMap(({ people, ...home }): CountyMonth[] =>
    [...eachMonth(first, end)].map((month) => {
      const luck = chance(seed, home.county, month);
      const isMissing = luck.happens(missing);
      return { ...home, month, values: isMissing ? null : inventValues(luck, (rate * people) / 1_000) };
    }),
  );
  return { stateCode: stateCode as StateCode, from: first, until: end, countyMonths };
}

function inventValues(luck: Chance, expected: number): ReportValues {
  const values: Partial<Record<MeasureKey, number>> = {};
  const total = DISPOSITIONS.reduce((sum, [, share]) => sum + share, 0);
  let encounters = 0;
  for (const [key, share] of DISPOSITIONS)
    encounters += values[key] = luck.poisson((expected * share) / total);
  values.ENCOUNTERS = encounters;
  for (const [key, share] of FLAGS) values[key] = part(luck, encounters, share);
  for (const [key, share] of INJURIES) values[key] = luck.poisson(expected * share);
  const held = values.HOLDS_ACCEPTED ?? 0;
  values.HOLDS_REQUESTED = held + part(luck, encounters - held, 0.08);
  const sent = (values.REFERRALS_SENT = part(luck, encounters, 0.3));
  values.REFERRALS_ACKNOWLEDGED = part(luck, sent, 0.9);
  const reached = (values.FIRST_CONTACTS = part(luck, sent, 0.7));
  values.CONTACTS_WITHIN_24_HOURS = part(luck, reached, 0.55);
  return values;
}

/** How many of so many, each with the same probability. */
function part(luck: Chance, many: number, probability: number): number {
  return Array.from({ length: many }, () => luck.happens(probability)).filter(Boolean).length;
}
