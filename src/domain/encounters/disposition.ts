// How an encounter ended. Exactly one primary disposition each; the order is the order of the paper form.

export const DISPOSITIONS = [
  "JAIL_BOOKING",
  "CITED_RELEASED",
  "HOSPITAL_VOLUNTARY",
  "HOSPITAL_UNSPECIFIED",
  "HOLD_ACCEPTED",
  "CRISIS_CENTER",
  "DETOX_SOBERING",
  "REFERRED",
  "SHELTER_TRANSPORT",
  "RESOLVED_ON_SCENE",
  "DECLINED",
  "NO_CONTACT",
  "OTHER",
  "UNKNOWN",
] as const;

export type Disposition = (typeof DISPOSITIONS)[number];
