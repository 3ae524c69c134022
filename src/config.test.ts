import { describe, expect, it } from "@jest/globals";
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
