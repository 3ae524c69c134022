// Settings from the environment, read once. Nothing else reads process.env.

import { isIP } from "node:net";
import { resolve } from "node:path";
import { USUAL_LOCK } from "./domain/reporting/deadlines.js";
import { checkCallLimits, readCallLimits, type CallLimits } from "./call-limits.js";
import { checkDatabaseSettings, readDatabaseSettings } from "./database-settings.js";
import type { DatabaseSettings } from "./store/database-limits.js";
import { checkMailSettings, readMailSettings, type MailServer } from "./mail-settings.js";
import { accepted, problem, refused, type Outcome, type Problem } from "./domain/problem.js";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** Port that the API and the site are served on; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Where the embedded database and the demonstration tokens live. */
  readonly dataDirectory: string;
  /** An external PostgreSQL; null uses the embedded one. */
  readonly databaseUrl: string | null;
  readonly database: DatabaseSettings;
  readonly referenceDirectory: string;
  readonly logLevel: LogLevel;
  /** Days after a month's end from which its reports are locked. */
  readonly reportLockDays: number;
  /** Address under which people reach the server, without a path; null when only a request tells. */
  readonly publicUrl: string | null;
  /** Null: mails stay in the outbox. */
  readonly mailServer: MailServer | null;
  /** Signs links in mails; null uses one that is kept in the database. */
  readonly mailSecret: string | null;
  /** Proxies in front, whose word on the sender's address is taken; null when there are none. */
  readonly trustedProxies: string | null;
  /** An OpenID Connect provider by which people may sign in too; null when there is none. */
  readonly provider: ProviderSettings | null;
  readonly callLimits: CallLimits;
}

/** This server as a client of an OpenID Connect provider. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(environment: Environment, projectRoot: string): Outcome<Config> {
  const problems = [
    ...checkPort(environment),
    ...checkDatabaseUrl(environment),
    ...checkDatabaseSettings((name) => setting(environment, name)),
    ...checkLogLevel(environment),
    ...checkLockDays(environment),
    ...checkPublicUrl(environment),
    ...checkMailSettings((name) => setting(environment, name)),
    ...checkTrustedProxies(environment),
    ...checkProvider(environment),
    ...checkCallLimits((name) => setting(environment, name)),
  ];
  if (problems.length > 0) return refused(...problems);
  return accepted(
    Object.freeze({
      port: Number(setting(environment, "PORT") ?? 4000),
      host: setting(environment, "HOST") ?? "127.0.0.1",
      dataDirectory: resolve(projectRoot, setting(environment, "DATA_DIR") ?? ".data"),
      databaseUrl: setting(environment, "DATABASE_URL"),
      database: readDatabaseSettings((name) => setting(environment, name)),
      referenceDirectory: resolve(projectRoot, setting(environment, "REFERENCE_DIR") ?? "prisma/reference"),
      logLevel: (setting(environment, "LOG_LEVEL") ?? "info") as LogLevel,
      reportLockDays: Number(setting(environment, "REPORT_LOCK_DAYS") ?? USUAL_LOCK.afterDays),
      publicUrl: setting(environment, "PUBLIC_URL")?.replace(/\/$/, "") ?? null,
      ...readMailSettings((name) => setting(environment, name)),
      trustedProxies: setting(environment, "TRUSTED_PROXIES"),
      provider: readProvider(environment),
      callLimits: readCallLimits((name) => setting(environment, name)),
    }),
  );
}

/** An empty variable counts as unset, as in a shell. */
function setting(environment: Environment, name: string): string | null {
  const text = environment[name]?.trim() ?? "";
  return text === "" ? null : text;
}

function checkPort(environment: Environment): readonly Problem[] {
  const text = setting(environment, "PORT");
  if (text === null || (/^\d{1,5}$/.test(text) && Number(text) <= 65_535)) return [];
  return [
    problem(
      "BAD_VALUE",
      "PORT",
      `"${text}" is no port.`,
      "Give a whole number from 0 to 65535, such as 4000.",
    ),
  ];
}

function checkDatabaseUrl(environment: Environment): readonly Problem[] {
  const text = setting(environment, "DATABASE_URL");
  if (text === null || /^postgres(?:ql)?:\/\/\S+$/.test(text)) return [];
  return [
    // The value may hold a password, so it is not repeated.
    problem(
      "BAD_VALUE",
      "DATABASE_URL",
      "The value is no PostgreSQL address.",
      "Write it like postgresql://user:password@host:5432/database, or leave it unset to use the embedded database.",
    ),
  ];
}

/** Before the due day nothing can be locked, and ten years are as good as never. */
function checkLockDays(environment: Environment): readonly Problem[] {
  const text = setting(environment, "REPORT_LOCK_DAYS");
  if (text === null || (/^\d{1,4}$/.test(text) && Number(text) >= 15 && Number(text) <= 3_660)) return [];
  return [
    problem(
      "BAD_VALUE",
      "REPORT_LOCK_DAYS",
      `"${text}" is no number of days.`,
      "Give a whole number from 15 to 3660: how long after a month's end its reports can be filed.",
    ),
  ];
}

function checkLogLevel(environment: Environment): readonly Problem[] {
  const text = setting(environment, "LOG_LEVEL");
  if (text === null || LOG_LEVELS.some((level) => level === text)) return [];
  return [
    problem("BAD_VALUE", "LOG_LEVEL", `"${text}" is no log level.`, `Use one of: ${LOG_LEVELS.join(", ")}.`),
  ];
}

function checkPublicUrl(environment: Environment): readonly Problem[] {
  const text = setting(environment, "PUBLIC_URL");
  if (text === null || /^https?:\/\/[^/?#@\s]+\/?$/.test(text)) return [];
  return [
    problem(
      "BAD_VALUE",
      "PUBLIC_URL",
      `"${text}" is no address of a server.`,
      "Write it like https://reports.example.org, without a path.",
    ),
  ];
}

function checkTrustedProxies(environment: Environment): readonly Problem[] {
  const text = setting(environment, "TRUSTED_PROXIES");
  const isAddress = (one: string) => isIP(one.trim().replace(/\/\d{1,3}$/, "")) !== 0;
  if (text === null || text.split(",").every(isAddress)) return [];
  return [
    problem(
      "BAD_VALUE",
      "TRUSTED_PROXIES",
      `"${text}" is no list of addresses.`,
      "Give the addresses of the proxies in front, with commas between them, such as 10.0.0.2,10.1.0.0/16.",
    ),
  ];
}

const PROVIDER_SETTINGS = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

function readProvider(environment: Environment): ProviderSettings | null {
  const [issuer, clientId, clientSecret] = PROVIDER_SETTINGS.map((name) => setting(environment, name));
  if (issuer == null || clientId == null || clientSecret == null) return null;
  return { issuer, clientId, clientSecret };
}

function checkProvider(environment: Environment): readonly Problem[] {
  const needed = [...PROVIDER_SETTINGS, "PUBLIC_URL"];
  const given = PROVIDER_SETTINGS.filter((name) => setting(environment, name) !== null);
  if (given.length === 0) return [];
  const missing = needed
    .filter((name) => setting(environment, name) === null)
    .map((name) =>
      problem(
        "MISSING_VALUE",
        name,
        `It is not set, although ${given.join(" and ")} ${given.length === 1 ? "is" : "are"}.`,
        `Signing in by OpenID Connect needs ${needed.join(", ")}: set all of them, or none that begins with OIDC_.`,
      ),
    );
  return [...missing, ...checkIssuer(setting(environment, "OIDC_ISSUER"))];
}

/** Over plain HTTP anybody on the way could sign in as anybody; only a provider on this machine is excepted. */
function checkIssuer(issuer: string | null): readonly Problem[] {
  if (issuer === null || /^https:\/\/\S+$|^http:\/\/(?:127\.0\.0\.1|localhost)(?:[:/]\S*)?$/.test(issuer))
    return [];
  return [
    problem(
      "BAD_VALUE",
      "OIDC_ISSUER",
      `"${issuer}" is no address of a provider.`,
      "Write it like https://login.example.org, as the provider gives it.",
    ),
  ];
}
