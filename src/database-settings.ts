// The settings of the database's connections, read from the environment through config.ts.

import { problem, type Problem } from "./domain/problem.js";
import { DEFAULT_DATABASE_SETTINGS, type DatabaseSettings } from "./store/database-limits.js";

type Setting = (name: string) => string | null;

/** Variable → what it sets, its unit in the setting, and the most it may be. None may be 0, which PostgreSQL takes for no limit. */
const VARIABLES = [
  { name: "DATABASE_CONNECTIONS", sets: "mostConnections", factor: 1, most: 100, unit: "connections" },
  { name: "STATEMENT_TIMEOUT_SECONDS", sets: "statementMs", factor: 1_000, most: 600, unit: "seconds" },
  { name: "LOCK_TIMEOUT_SECONDS", sets: "lockMs", factor: 1_000, most: 600, unit: "seconds" },
  { name: "IDLE_TRANSACTION_TIMEOUT_SECONDS", sets: "idleMs", factor: 1_000, most: 600, unit: "seconds" },
] as const;

export function readDatabaseSettings(setting: Setting): DatabaseSettings {
  const given = VARIABLES.flatMap(({ name, sets, factor }) => {
    const text = setting(name);
    return text === null ? [] : [[sets, Number(text) * factor] as const];
  });
  return { ...DEFAULT_DATABASE_SETTINGS, ...Object.fromEntries(given) };
}

export function checkDatabaseSettings(setting: Setting): readonly Problem[] {
  return VARIABLES.flatMap(({ name, most, unit }) => {
    const text = setting(name);
    if (text === null || (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most)) return [];
    return [
      problem(
        "BAD_VALUE",
        name,
        `"${text}" is not a number of ${unit}.`,
        `Enter a whole number from 1 to ${String(most)}.`,
      ),
    ];
  });
}
