// One police contact with a person in behavioural-health crisis.
// The type holds no name, birth date, address, narrative or officer identity, so nothing built on it can.

import type { CountyFips } from "../geography.js";
import type { LocalDate } from "../reporting-month.js";
import type { Disposition } from "./disposition.js";

export const HOLD_REQUESTERS = ["COURT", "PEACE_OFFICER", "CLINICIAN", "SUBSTANCE_USE"] as const;
/** Who asked for a 96-hour hold. */
export type HoldRequester = (typeof HOLD_REQUESTERS)[number];

export const CALL_SOURCES = ["EMERGENCY_CALL", "OTHER_CALL", "ON_VIEW", "ALARM"] as const;
/** How the police came to know. `ON_VIEW`: an officer came upon it. */
export type CallSource = (typeof CALL_SOURCES)[number];

export const INJURY_PARTIES = ["SUBJECT", "RESPONDER", "BYSTANDER"] as const;
export type InjuryParty = (typeof INJURY_PARTIES)[number];

export const INJURY_SEVERITIES = ["MINOR", "SERIOUS", "FATAL"] as const;
export type InjurySeverity = (typeof INJURY_SEVERITIES)[number];

/** Injured persons of one party and severity in one encounter. */
export interface Injury {
  readonly party: InjuryParty;
  readonly severity: InjurySeverity;
  readonly persons: number;
}

/** What may be known of an encounter beside where, when and how it ended. Null: the source did not record it. */
export interface EncounterAttributes {
  readonly isHoldRequested: boolean | null;
  readonly holdRequestedBy: HoldRequester | null;
  readonly injuries: readonly Injury[] | null;
  readonly isForceUsed: boolean | null;
  readonly isWeaponPresent: boolean | null;
  readonly isCitOfficerOnScene: boolean | null;
  readonly isCoResponderOnScene: boolean | null;
  readonly isRepeat: boolean | null;
  readonly isVeteran: boolean | null;
  readonly isLiaisonAlerted: boolean | null;
  readonly callSource: CallSource | null;
  /** Minutes from dispatch to release of custody. */
  readonly minutesToRelease: number | null;
}

/** What a measure can be counted from: how the encounter ended, and what was recorded of it. */
export interface EncounterFacts extends Omit<EncounterAttributes, "minutesToRelease"> {
  /** Null: the source records no outcomes. That is not `UNKNOWN`, an outcome that nobody knows. */
  readonly disposition: Disposition | null;
  /** Dispositions that the source can tell apart. Of any other it says nothing, so that none is counted as zero. */
  readonly collects: readonly Disposition[];
}

/** The attributes a measure can be counted from. */
export type EncounterAttribute = Exclude<keyof EncounterFacts, "disposition" | "collects">;

/** What a source tells of its encounters: of nothing else can it say that there was none. */
export interface SourceScope {
  /** Dispositions that it can tell apart. */
  readonly collects: readonly Disposition[];
  readonly records: readonly EncounterAttribute[];
}

export interface Encounter extends EncounterAttributes, EncounterFacts {
  /** Source profile and the source's own key of the contact: together the natural key. */
  readonly source: string;
  readonly sourceKey: string;
  readonly county: CountyFips;
  /** Local date of the contact. */
  readonly occurredOn: LocalDate;
  /** Local hour 0–23, or null when only the day is known. */
  readonly occurredHour: number | null;
}

/** An encounter of which only the attributes that every source must give are known. */
export const NOTHING_RECORDED: EncounterAttributes = Object.freeze({
  isHoldRequested: null,
  holdRequestedBy: null,
  injuries: null,
  isForceUsed: null,
  isWeaponPresent: null,
  isCitOfficerOnScene: null,
  isCoResponderOnScene: null,
  isRepeat: null,
  isVeteran: null,
  isLiaisonAlerted: null,
  callSource: null,
  minutesToRelease: null,
});
