// Every measure, in the order of the monthly form. Adding one is an entry in its family's file.

import { dispositionMeasures } from "./measures/dispositions.js";
import { encounterMeasures } from "./measures/encounters.js";
import { injuryMeasures } from "./measures/injuries.js";
import { referralMeasures } from "./measures/referrals.js";
import { trainingMeasures } from "./measures/training.js";

export const MEASURES = Object.freeze([
  ...encounterMeasures,
  ...dispositionMeasures,
  ...injuryMeasures,
  ...referralMeasures,
  ...trainingMeasures,
] as const);

export type MeasureKey = (typeof MEASURES)[number]["key"];
