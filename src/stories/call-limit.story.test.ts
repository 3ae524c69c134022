// How many calls one network, and one token, may make in a minute, and how it is told.

import { afterEach, describe, expect, it } from "@jest/globals";
import { DEFAULT_CALL_LIMITS } from "../call-limits.js";
import { demonstrationTokens, startApp, type AppOptions, type TestApp } from "../testkit/app.js";

let app: TestApp;
afterEach(() => app.close());

const start = async (options: AppOptions) => {
  app = await startApp("demonstration", undefined, options);
};

/** As it comes from an address, by the word of the proxy in front. */
function call(address: string, path = "/graphql", headers: Readonly<Record<string, string>> = {}) {
  const isQuery = path === "/graphql";
  return fetch(`${app.url}${path}`, {
    method: isQuery ? "POST" : "GET",
    headers: { "content-type": "application/json", "x-forwarded-for": address, ...headers },
    ...(isQuery ? { body: '{"query":"{ __typename }"}' } : {}),
  });
}

const BEHIND_PROXY = { trustedProxies: "127.0.0.1" };
const [JO, KIM] = ["192.0.2.1", "192.0.2.2"];

describe("calls", () => {
  it("may be as many as a person or a script makes, and a flood is refused", async () => {
    await start({ ...BEHIND_PROXY, callLimits: DEFAULT_CALL_LIMITS });
    const first = await call(JO);
    expect([first.status, first.headers.get("ratelimit-policy"), first.headers.get("ratelimit")]).toEqual([
      200,
      '"network";q=2400;w=60',
      '"network";r=2399;t=60',
    ]);
    const statuses: number[] = [];
    const client = async () => {
      for (let sent = 0; sent < 60; sent++) {
        const { status, body } = await call(JO, "/healthy");
        await body?.cancel();
        statuses.push(status);
      }
    };
    await Promise.all(Array.from({ length: 50 }, client));
    expect(statuses.filter((status) => status === 404)).toHaveLength(DEFAULT_CALL_LIMITS.perNetwork - 1);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3_001 - DEFAULT_CALL_LIMITS.perNetwork);
    expect((await call(KIM)).status).toBe(200);
  }, 60_000);

  it("beyond the limit are refused on every route but those of whoever watches, and say when to come back", async () => {
    await start({ ...BEHIND_PROXY, callLimits: { perNetwork: 2, perToken: 9 } });
    await call(JO);
    await call(JO);
    for (const path of [
      "/graphql",
      "/",
      "/mo",
      "/data.json",
      "/outcomes.csv",
      "/assets/x.js",
      "/nowhere",
      "/auth/sign-in",
    ]) {
      const refused = await call(JO, path);
      expect([path, refused.status]).toEqual([path, 429]);
      const seconds = Number(refused.headers.get("retry-after"));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(refused.headers.get("ratelimit")).toBe(`"network";r=0;t=${String(seconds)}`);
      expect(await refused.json()).toMatchObject({
        errors: [
          {
            message: expect.stringContaining("More than 2 requests came within a minute from your network."),
            extensions: { code: "TOO_MANY_REQUESTS" },
          },
        ],
      });
    }
    for (const path of ["/healthz", "/readyz"]) expect((await call(JO, path)).status).toBe(200);
    const page = await call(JO, "/mo", { accept: "text/html" });
    expect([page.status, page.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
    const text = await page.text();
    expect(text).toContain("<h1>Too many requests</h1>");
    expect(text).toMatch(/Wait \d+ seconds, and load the page again\./);
  });

  it("tell the page of another site, which asks for what is public, when to come back", async () => {
    await start({ ...BEHIND_PROXY, callLimits: { perNetwork: 1, perToken: 9 } });
    await call(JO);
    const refused = await call(JO, "/graphql", { origin: "https://news.example" });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([429, "*"]);
    expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
  });

  it("are counted by token as well, from wherever, and tokens that are made up give no more calls", async () => {
    await start({ ...BEHIND_PROXY, callLimits: { perNetwork: 4, perToken: 2 } });
    const authorization = `Bearer ${demonstrationTokens().analyst}`;
    const first = await call(JO, "/graphql", { authorization });
    expect(first.headers.get("ratelimit-policy")).toBe('"network";q=4;w=60, "token";q=2;w=60');
    expect(first.headers.get("ratelimit")).toBe('"network";r=3;t=60, "token";r=1;t=60');
    expect((await call(KIM, "/graphql", { authorization })).status).toBe(200);
    const refused = await call(KIM, "/graphql", { authorization });
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining("with this token")]);
    expect((await call(KIM)).status).toBe(200);
    for (const [made, status] of [
      ["a", 401],
      ["b", 401],
      ["c", 401],
      ["d", 429],
    ] as const)
      expect((await call(JO, "/graphql", { authorization: `Bearer ${made}` })).status).toBe(status);
  });

  it("of one IPv6 subscriber are counted together", async () => {
    await start({ ...BEHIND_PROXY, callLimits: { perNetwork: 2, perToken: 9 } });
    const statuses = [];
    for (const end of ["1", "2", "3"]) statuses.push((await call(`2001:db8:0:7::${end}`)).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await call("2001:db8:0:8::1")).status).toBe(200);
  });

  it("are counted by the address they come from where no proxy is trusted, whatever they say", async () => {
    await start({ callLimits: { perNetwork: 2, perToken: 9 } });
    const statuses = [];
    for (const address of [JO, KIM, "192.0.2.3"]) statuses.push((await call(address)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});
