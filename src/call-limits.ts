// How many calls may be made in a minute, read from the environment through config.ts.

import { problem, type Problem } from "./domain/problem.js";

export interface CallLimits {
  /** From one network, behind which a whole agency may sit: an IPv4 address, or the first 64 bits of an IPv6 one. */
  readonly perNetwork: number;
  /** With one token. */
  readonly perToken: number;
}

/** A page and all it loads is at most about 20 calls; a script that asks one question after the other makes some hundreds a minute. */
export const DEFAULT_CALL_LIMITS: CallLimits = { perNetwork: 2_400, perToken: 1_200 };

type Setting = (name: string) => string | null;

const VARIABLES = [
  { name: "CALLS_PER_MINUTE", sets: "perNetwork" },
  { name: "TOKEN_CALLS_PER_MINUTE", sets: "perToken" },
] as const;

export function readCallLimits(setting: Setting): CallLimits {
  const given = VARIABLES.flatMap(({ name, sets }) => {
    const text = setting(name);
    return text === null ? [] : [[sets, Number(text)] as const];
  });
  return { ...DEFAULT_CALL_LIMITS, ...Object.fromEntries(given) };
}

export function checkCallLimits(setting: Setting): readonly Problem[] {
  return VARIABLES.flatMap(({ name }) => {
    const text = setting(name);
    if (text === null || (/^\d{1,7}$/.test(text) && Number(text) >= 1)) return [];
    return [
      problem(
        "BAD_VALUE",
        name,
        `"${text}" is not a number of calls.`,
        "Enter a whole number from 1 to 9999999.",
      ),
    ];
  });
}
