// What a builder of releases says of where it is, in plain words.

import type { OnStep } from "../domain/disclosure/protect.js";

/** Says how far a build is: years that are done, of all. */
export type Tell = (step: string, done: number, inAll: number) => Promise<void>;

export type Step = Parameters<OnStep>[0];

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  WITHHOLDING: "choosing which counts to withhold",
  ATTACKING: "checking that nobody can work out a withheld count",
  ATTACKING_AS_INSIDER: "checking that no coordinator can work out another chapter's count",
  BOUNDING: "calculating the ranges to show",
};

export const PROVING = "having the proof checked independently";
