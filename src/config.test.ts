import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { DEFAULT_CALL_LIMITS } from "./call-limits.js";
import { DEFAULT_DATABASE_SETTINGS } from "./store/database-limits.js";
import { readConfig } from "./config.js";

const PROVIDER = {
  PUBLIC_URL: "https://reports.example.org/",
  OIDC_ISSUER: "https://login.example.org",
  OIDC_CLIENT_ID: "intercept-one",
  OIDC_CLIENT_SECRET: "a secret of the two of us",
};

function pathsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  const config = readConfig(environment, "/");
  return config.ok ? [] : config.problems.map(({ path }) => path);
}

describe("the settings for signing in", () => {
  it("are none unless they are given", () => {
    expect(readConfig({ OIDC_ISSUER: " " }, "/")).toMatchObject({
      ok: true,
      value: { publicUrl: null, trustedProxies: null, provider: null },
    });
  });

  it("name a provider and the address under which it knows this server", () => {
    expect(readConfig({ ...PROVIDER, TRUSTED_PROXIES: "10.0.0.2,fd00::/8" }, "/")).toMatchObject({
      value: {
        publicUrl: "https://reports.example.org",
        trustedProxies: "10.0.0.2,fd00::/8",
        provider: {
          issuer: "https://login.example.org",
          clientId: "intercept-one",
          clientSecret: "a secret of the two of us",
        },
      },
    });
  });

  it.each(Object.keys(PROVIDER))("are refused without %s, which is named", (name) => {
    expect(pathsOf({ ...PROVIDER, [name]: "" })).toEqual([name]);
  });

  it.each([
    ["PUBLIC_URL", "reports.example.org"],
    ["PUBLIC_URL", "https://reports.example.org/path"],
    ["PUBLIC_URL", "https://user@reports.example.org"],
    ["OIDC_ISSUER", "http://login.example.org"],
    ["OIDC_ISSUER", "http://127.0.0.1.example.org"],
    ["OIDC_ISSUER", "login.example.org"],
    ["TRUSTED_PROXIES", "proxy.example.org"],
    ["TRUSTED_PROXIES", "10.0.0.2,"],
  ])("are refused when %s is %s", (name, value) => {
    expect(pathsOf({ ...PROVIDER, [name]: value })).toEqual([name]);
  });

  it("never repeat the secret in what is wrong with them", () => {
    const { OIDC_CLIENT_SECRET } = PROVIDER;
    expect(JSON.stringify(readConfig({ OIDC_CLIENT_SECRET }, "/"))).not.toContain(OIDC_CLIENT_SECRET);
  });

  it("take a provider on this machine without TLS", () => {
    for (const host of ["127.0.0.1", "127.0.0.1:4444", "localhost/realms/a"])
      expect(pathsOf({ ...PROVIDER, OIDC_ISSUER: `http://${host}` })).toEqual([]);
  });
});

describe("the limits of the database and of calls", () => {
  it("are the defaults unless they are given", () => {
    expect(readConfig({}, "/")).toMatchObject({
      value: { database: DEFAULT_DATABASE_SETTINGS, callLimits: DEFAULT_CALL_LIMITS },
    });
  });

  it("are those that are given", () => {
    const environment = {
      DATABASE_CONNECTIONS: "4",
      STATEMENT_TIMEOUT_SECONDS: "20",
      LOCK_TIMEOUT_SECONDS: "3",
      IDLE_TRANSACTION_TIMEOUT_SECONDS: "60",
      CALLS_PER_MINUTE: "9000",
      TOKEN_CALLS_PER_MINUTE: "600",
    };
    expect(readConfig(environment, "/")).toMatchObject({
      value: {
        database: { mostConnections: 4, statementMs: 20_000, lockMs: 3_000, idleMs: 60_000 },
        callLimits: { perNetwork: 9_000, perToken: 600 },
      },
    });
  });

  it.each([
    ["DATABASE_CONNECTIONS", "0"],
    ["DATABASE_CONNECTIONS", "101"],
    ["STATEMENT_TIMEOUT_SECONDS", "10s"],
    ["LOCK_TIMEOUT_SECONDS", "-1"],
    ["IDLE_TRANSACTION_TIMEOUT_SECONDS", "1.5"],
    ["CALLS_PER_MINUTE", "0"],
    ["TOKEN_CALLS_PER_MINUTE", "many"],
  ])("are refused when %s is %s, which is named", (name, value) => {
    expect(pathsOf({ [name]: value })).toEqual([name]);
  });

  it("stand in the example of the settings with their defaults", () => {
    const example = readFileSync(".env.example", "utf8");
    const environment = Object.fromEntries(
      [...example.matchAll(/^(\w+)=(.+)$/gm)].map(([, name = "", value = ""]) => [name, value]),
    );
    expect(readConfig(environment, "/")).toEqual(readConfig({}, "/"));
  });
});
