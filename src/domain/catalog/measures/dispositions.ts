// How encounters ended: one measure for each primary disposition, and the diversions worked out from them.

import type { Disposition } from "../../encounters/disposition.js";
import type { ReportingMonth } from "../../reporting-month.js";
import { defineMeasure } from "../measure.js";
import { CIT_GUIDE, HOLD_STATUTE, INTERCEPT_MODEL } from "../sources.js";

/** The form of 2027 tells hospitals of either kind, and other known endings, apart. */
const SINCE_2027 = { since: "2027-01" as ReportingMonth } as const;

function endedAs<const Key extends string>(
  key: Key,
  disposition: Disposition,
  title: string,
  description: string,
  rest: { readonly source?: string; readonly atMost?: string; readonly since?: ReportingMonth } = {},
) {
  return defineMeasure({
    key,
    title,
    description,
    unit: "encounters",
    addsUp: "FLOW",
    partOf: "ENCOUNTERS",
    sensitivity: "PERSONS",
    needsEncounter: true,
    fromEncounters: {
      needs: null,
      endsIn: disposition,
      count: (encounter) => (encounter.disposition === disposition ? 1 : 0),
    },
    source: CIT_GUIDE,
    ...rest,
  });
}

export const dispositionMeasures = [
  endedAs(
    "JAIL_BOOKINGS",
    "JAIL_BOOKING",
    "Jail bookings",
    "Encounters that ended with the person arrested and taken to jail. Where a source records the arrest but not the booking, the arrest counts.",
    { source: INTERCEPT_MODEL },
  ),
  endedAs(
    "CITED_RELEASED",
    "CITED_RELEASED",
    "Cited and released",
    "Encounters that ended with a summons or citation and the person free to go.",
  ),
  endedAs(
    "HOSPITAL_VOLUNTARY",
    "HOSPITAL_VOLUNTARY",
    "Voluntary hospital",
    "Encounters that ended with the person going to a hospital of their own will.",
  ),
  endedAs(
    "HOSPITAL_UNSPECIFIED",
    "HOSPITAL_UNSPECIFIED",
    "Hospital (unspecified)",
    "Encounters that ended with the person at a hospital, where the source does not say whether they went of their own will or on a 96-hour hold.",
    SINCE_2027,
  ),
  endedAs(
    "HOLDS_ACCEPTED",
    "HOLD_ACCEPTED",
    "Holds accepted",
    "Encounters that ended with a hospital accepting the person for a 96-hour hold. A hold that was requested but refused counts only as requested.",
    { source: HOLD_STATUTE, atMost: "HOLDS_REQUESTED" },
  ),
  endedAs(
    "CRISIS_CENTER",
    "CRISIS_CENTER",
    "Crisis center",
    "Encounters that ended with the person at a behavioural-health crisis center or crisis clinic.",
  ),
  endedAs(
    "DETOX_SOBERING",
    "DETOX_SOBERING",
    "Detox or sobering center",
    "Encounters that ended with the person at a detoxification unit or sobering center.",
  ),
  endedAs(
    "REFERRED",
    "REFERRED",
    "Referred",
    "Encounters that ended with a referral to a liaison, mobile team, case manager or treatment provider, the person staying free.",
  ),
  endedAs(
    "SHELTER_TRANSPORT",
    "SHELTER_TRANSPORT",
    "Shelter transport",
    "Encounters that ended with the person taken to a shelter or another safe place that is no treatment provider.",
  ),
  endedAs(
    "RESOLVED_ON_SCENE",
    "RESOLVED_ON_SCENE",
    "Resolved on scene",
    "Encounters that ended where they began, with nothing further needed or possible.",
  ),
  endedAs(
    "DECLINED",
    "DECLINED",
    "Resources declined",
    "Encounters that ended with the person declining every resource offered.",
  ),
  endedAs(
    "NO_CONTACT",
    "NO_CONTACT",
    "No contact",
    "Calls on which the person was gone or could not be reached.",
  ),
  endedAs(
    "OTHER",
    "OTHER",
    "Other outcome",
    "Encounters that ended in a known way that is none of those listed. An outcome that nobody knows is counted as unknown instead.",
    SINCE_2027,
  ),
  endedAs(
    "UNKNOWN_DISPOSITION",
    "UNKNOWN",
    "Disposition unknown",
    "Encounters for which the source does not say how they ended.",
  ),
  defineMeasure({
    key: "HOSPITAL_DIVERSIONS",
    version: 2,
    title: "Hospital diversions",
    description:
      "Encounters that ended in a hospital instead of jail: voluntary hospital, hospital of a kind that is not recorded, and holds accepted. Counted where at least one of these is collected; the others are left out and named.",
    unit: "encounters",
    addsUp: "FLOW",
    sumOf: ["HOSPITAL_VOLUNTARY", "HOSPITAL_UNSPECIFIED", "HOLDS_ACCEPTED"],
    needsEveryPart: false,
    sensitivity: "PERSONS",
    needsEncounter: true,
    source: INTERCEPT_MODEL,
  }),
  defineMeasure({
    key: "HEALTH_DIVERSIONS",
    version: 2,
    title: "Health diversions",
    description:
      "Encounters that ended in care instead of jail: hospital diversions, crisis center, and detox or sobering center. Counted where at least one of these is collected; the others are left out and named.",
    unit: "encounters",
    addsUp: "FLOW",
    sumOf: [
      "HOSPITAL_VOLUNTARY",
      "HOSPITAL_UNSPECIFIED",
      "HOLDS_ACCEPTED",
      "CRISIS_CENTER",
      "DETOX_SOBERING",
    ],
    needsEveryPart: false,
    sensitivity: "PERSONS",
    needsEncounter: true,
    source: INTERCEPT_MODEL,
  }),
  defineMeasure({
    key: "HOLDS_REQUESTED",
    title: "Holds requested",
    description:
      "Encounters in which a 96-hour hold was requested, by a court, a peace officer, a clinician, or for substance use, whether or not it was accepted.",
    unit: "encounters",
    addsUp: "FLOW",
    atMost: "ENCOUNTERS",
    sensitivity: "PERSONS",
    needsEncounter: true,
    fromEncounters: {
      needs: "isHoldRequested",
      count: (encounter) => (encounter.isHoldRequested === true ? 1 : 0),
    },
    source: HOLD_STATUTE,
  }),
] as const;
