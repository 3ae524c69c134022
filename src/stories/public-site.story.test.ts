// The journalist at the site: no login, and no script needed. Every page shows what the API says, says why a number is missing,
// can be cited for ever, and can be read by everybody.

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { projectRoot } from "../project-root.js";
import { startApp, type TestApp } from "../testkit/app.js";
import { accountOf } from "../testkit/database.js";
import { expectNone, INSECURE_HOST, launchChromium, openWatched, shoot } from "../testkit/chromium.js";
import { expectQuality, findingsIn, overhangOf, smallLettersIn } from "../testkit/page-quality.js";
import { publish, withdraw } from "../testkit/publish.js";
import { keepFew } from "../testkit/small-missouri.js";

jest.setTimeout(180_000);

/** Greene County reports alone for its chapter; Adair County has a chapter that never reported, Atchison County none. */
const [GREENE, ADAIR, ATCHISON] = ["29077", "29001", "29005"];

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  app = await startApp("demonstration");
  await keepFew(app.database, "2025-01");
  await publish(app, "2026-02");
  browser = await launchChromium();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function htmlOf(path: string): Promise<{ readonly response: Response; readonly html: string }> {
  const response = await fetch(`${app.url}${path}`, { redirect: "manual" });
  return { response, html: await response.text() };
}

/** The words of a page, as one reads them. */
async function wordsOf(path: string): Promise<string> {
  const { html } = await htmlOf(path);
  const body = html.slice(html.indexOf("<body"));
  return body
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll(/\s+/g, " ");
}

const PAGES = [
  "/",
  "/states",
  "/mo",
  "/mo?metric=subject-injury-rate&period=2026",
  "/mo?period=2025-Q3&metric=jail-rate",
  "/mo/places",
  "/mo/places?by=region",
  `/mo/counties/${GREENE}`,
  `/mo/counties/${ATCHISON}`,
  "/mo/chapters/greene",
  "/mo/compare",
  "/mo/funnel",
  "/mo/funnel?by=county",
  "/mo/releases",
  "/mo/corrections",
  "/definitions",
  "/methods",
  "/data",
  "/accessibility",
  "/embed/mo/map",
  "/embed/mo/trend",
  "/embed/mo/headline",
  "/embed/mo/chapters",
  "/embed/mo/funnel",
  "/embed/mo/injuries",
  "/embed/mo/places?by=region",
  "/embed/mo/comparison?left=chapter%3Agreene",
] as const;

const REFUSED = ["/wa", "/zz", "/mo/counties/99999", "/mo?period=1999&metric=nonsense", "/mo?release=MO-9"];

describe.each([
  ["a telephone", 360, 740, "light"],
  ["a telephone at night", 390, 844, "dark"],
  ["a desk", 1280, 900, "light"],
  ["a wide desk at night", 1920, 1080, "dark"],
] as const)("every page at %s", (where, width, height, colorScheme) => {
  it("can be read by everybody", async () => {
    const { page, mischief } = await openWatched(browser, app.url, { width, height });
    await page.emulateMedia({ colorScheme });
    for (const path of PAGES) {
      await page.goto(`${app.url}${path}`);
      for (const details of await page.locator("details").all())
        await details.evaluate("(it) => { it.open = true; }");
      await shoot(page, `${where}${path.replaceAll(/\W+/g, "-")}`);
      await expectQuality(page).catch((error: unknown) => {
        throw new Error(`${path}: ${String(error)}`);
      });
    }
    await expectNone(mischief);
    for (const path of REFUSED) {
      await page.goto(`${app.url}${path}`);
      await shoot(page, `${where}${path.replaceAll(/\W+/g, "-")}`);
      await expectQuality(page);
    }
    await page.context().close();
  });
});

describe("the judge of pages", () => {
  async function judged(html: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 360, height: 600 } });
    await page.setContent(
      `<!doctype html><html lang="en"><title>A page</title><main><h1>One</h1>${html}</main></html>`,
    );
    return page;
  }

  it("finds a picture without words, letters that are too small, and what hangs over the edge", async () => {
    const page = await judged(
      `<img src="data:,"><p style="font-size:11px">small</p>
       <svg viewBox="0 0 1000 100" width="300"><text y="50" font-size="16">shrunk</text></svg><div style="width:500px">wide</div>`,
    );
    expect((await findingsIn(page)).map(({ rule }) => rule)).toContain("image-alt");
    expect(await smallLettersIn(page)).toEqual(["11.0 px: small", "4.8 px: shrunk"]);
    expect(await overhangOf(page)).toBeGreaterThan(100);
    await page.close();
  });

  it("finds nothing in a page that is as it should be", async () => {
    const page = await judged("<p>Words</p>");
    await expectQuality(page);
    await page.close();
  });
});

interface Headline {
  readonly outcomes: {
    readonly total: {
      readonly diversionRate: {
        readonly value: string;
        readonly interval: { readonly lower: string; readonly upper: string };
      };
      readonly jailBookings: { readonly value: number };
    };
  };
}

const YEAR = `question: {state: "MO", from: "2025-01", until: "2026-01"}`;

describe("the overview", () => {
  it("answers in words, with the number and the range that the API gives", async () => {
    const { data } = await app.ask(
      "public",
      `{ outcomes(${YEAR}) { total { diversionRate { value interval { lower upper } } jailBookings { value } } } }`,
    );
    const { diversionRate, jailBookings } = (data as unknown as Headline).outcomes.total;
    const words = await wordsOf("/mo");
    const percent = (share: string) => `${(Number(share) * 100).toFixed(1)}%`;
    expect(words).toContain("When a crisis encounter ends in jail or care, how often is it care?");
    expect(words).toContain(
      `${String(Math.round(Number(diversionRate.value) * 100))} ended in care: Missouri, 2025.`,
    );
    expect(words).toContain(
      `${percent(diversionRate.value)} of encounters that ended in care or jail (95% confidence interval: ${percent(diversionRate.interval.lower)} to ${percent(diversionRate.interval.upper)})`,
    );
    expect(words).toContain(`Booked into jail ${jailBookings.value.toLocaleString("en-US")}`);
  });

  it("is marked as invented wherever figures of it are listed", async () => {
    for (const path of ["/mo/releases", "/mo/corrections", "/mo/places", "/mo/funnel", "/mo/compare"])
      expect([path, (await wordsOf(path)).includes("These figures are invented")]).toEqual([path, true]);
  });

  it("marks demonstration data, names its release, and says what is missing", async () => {
    const words = await wordsOf("/mo");
    expect(words).toContain("Demonstration data. These figures are invented");
    expect(words).toContain("Figures of release MO-1");
    expect(words).toMatch(
      /\d+ of \d+ expected monthly reports are counted\. What is missing is left out, never taken for zero\./,
    );
  });

  it("gives withheld, no report and no chapter each a look and a word of its own", async () => {
    const { html } = await htmlOf("/mo");
    const look = (fips: string) => {
      const [, says = "", name = ""] =
        new RegExp(
          `<a href="/mo/counties/${fips}" aria-label="([^"]*)"><path d="[^"]+" class="county ([^"]*)"`,
        ).exec(html) ?? [];
      return { says, name };
    };
    expect(look(ATCHISON)).toEqual({ says: "Atchison County: no chapter", name: "no-chapter" });
    expect(look(GREENE).name).toMatch(/^(share-\d|withheld)$/);
    const looks = new Set(
      [...html.matchAll(/<path d="[^"]+" class="county ([\w-]+)/g)].map(([, one]) => one),
    );
    expect([...looks]).toEqual(expect.arrayContaining(["no-chapter", "withheld"]));
    expect(html).toContain("Withheld to protect people");
    expect(html.match(/<a href="\/mo\/counties\/\d{5}"/g)).toHaveLength(115);
  });

  it("needs no script, sets no cookie and no style beside its sheet, and weighs little", async () => {
    const { response, html } = await htmlOf("/mo");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(html).not.toMatch(/ style="|<style|<script(?! type="module" src="\/assets\/)/);
    const [, script = ""] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
    const weight = gzipSync(readFileSync(join(projectRoot, "dist/web", script))).byteLength;
    expect(weight).toBeGreaterThan(100);
    expect(weight).toBeLessThan(100_000);
    const imported = readFileSync(join(projectRoot, "dist/web", script), "utf8");
    expect(imported).not.toMatch(/\bimport\s*[("']/);
  });

  it("lets one choose another rate and other months without a script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${app.url}/mo`);
    await page.getByLabel("Rate", { exact: true }).selectOption({ label: "Jail rate" });
    await page.getByLabel("Months", { exact: true }).selectOption({ label: "July to September 2025" });
    await page.getByRole("button", { name: "Show" }).click();
    expect(new URL(page.url()).search).toBe("?metric=jail-rate&period=2025-Q3");
    await page
      .getByRole("heading", { level: 1, name: "How often does a crisis encounter end in jail?" })
      .waitFor();
    await context.close();
  });

  it("says what it shows to whoever comes back to it, not what led away", async () => {
    const page = await browser.newPage();
    await page.goto(`${app.url}/mo`);
    await page.getByLabel("Rate", { exact: true }).selectOption({ label: "Jail rate" });
    await page.getByRole("button", { name: "Show" }).click();
    await page
      .getByRole("heading", { level: 1, name: "How often does a crisis encounter end in jail?" })
      .waitFor();
    await page.goBack();
    await page
      .getByRole("heading", {
        level: 1,
        name: "When a crisis encounter ends in jail or care, how often is it care?",
      })
      .waitFor();
    await page.waitForLoadState("load");
    expect(await page.getByLabel("Rate", { exact: true }).inputValue()).toBe("diversion-rate");
    await page.close();
  });

  it("takes the rate, the months and the release along to the other pages", async () => {
    const { html } = await htmlOf("/mo?release=MO-1&metric=jail-rate&period=2025-Q3");
    const query = "?release=MO-1&amp;period=2025-Q3&amp;metric=jail-rate";
    for (const path of ["/mo", "/mo/places", "/mo/compare", "/mo/funnel"])
      expect(html).toContain(`<a href="${path}${query}"`);
    expect(html).toContain('<a href="/mo/corrections">');
  });

  it("says every number of its trend in a table as well", async () => {
    const { html } = await htmlOf("/mo");
    const [, table = ""] = /<details class="trend-table">(.*?)<\/details>/s.exec(html) ?? [];
    const { data } = await app.ask(
      "public",
      `{ outcomes(question: {state: "MO", from: "2025-01", until: "2026-02", grain: MONTH}) { rows { period { label } diversionRate { value } } } }`,
    );
    const { rows } = (
      data as { outcomes: { rows: { period: { label: string }; diversionRate: { value: string | null } }[] } }
    ).outcomes;
    expect(rows.length).toBeGreaterThan(10);
    for (const { period, diversionRate } of rows) {
      const shown =
        diversionRate.value === null ? "[A-Z]" : `${(Number(diversionRate.value) * 100).toFixed(1)}%`;
      expect(table).toMatch(
        new RegExp(
          `<th scope="row">${period.label}[^<]*</th><td class="number">(<span class="no-number">)?${shown}`,
        ),
      );
    }
  });

  it("can be walked by keyboard: past the header, past the map, to a county", async () => {
    const page = await browser.newPage();
    await page.goto(`${app.url}/mo`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#content");
    const skip = page.getByRole("link", { name: "Skip the map" });
    await skip.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("all places");
    await page.getByRole("link", { name: /^Greene County:/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Greene County" }).waitFor();
    await page.close();
  });
});

describe("what can be taken away", () => {
  it("is a link that shows this release for ever, a citation, and files that are there", async () => {
    const { html } = await htmlOf("/mo");
    const [, link = ""] = /id="headline-link"[^>]*>([^<]+)</.exec(html.replaceAll("&amp;", "&")) ?? [];
    const { pathname, search } = new URL(link);
    expect(pathname + search).toBe("/mo?release=MO-1&period=2025");
    expect((await htmlOf(pathname + search)).response.status).toBe(200);
    expect(html).toMatch(/id="headline-citation"[^>]*>Intercept One\. .*Release MO-1/);
    const files = [...html.matchAll(/href="(\/releases\/MO-1\/[^"]+)"/g)].map(([, path = ""]) =>
      path.replaceAll("&amp;", "&"),
    );
    expect(files.length).toBeGreaterThan(8);
    for (const path of new Set(files))
      expect([path, (await fetch(app.url + path)).status]).toEqual([path, 200]);
  });

  it("is on every page, with a chart to embed that is there", async () => {
    for (const path of [
      "/mo",
      "/mo/places",
      `/mo/counties/${GREENE}`,
      "/mo/chapters/greene",
      "/mo/compare",
      "/mo/funnel",
    ]) {
      const { html } = await htmlOf(path);
      const charts = [...html.matchAll(/&lt;iframe src=&quot;([^&]+(?:&amp;[^&]+)*?)&quot;/g)].map(
        ([, address = ""]) => new URL(address.replaceAll("&amp;amp;", "&").replaceAll("&amp;", "&")),
      );
      expect([path, charts.length > 0]).toEqual([path, true]);
      for (const { pathname, search } of charts)
        expect([path, pathname, (await htmlOf(pathname + search)).response.status]).toEqual([
          path,
          pathname,
          200,
        ]);
    }
  });

  it("never holds a sum over persons, and says why", async () => {
    const { data } = await app.ask(
      "public",
      `{ outcomes(${YEAR}) { total { count(of: HOURS_TO_FIRST_CONTACT) { status value note } } } }`,
    );
    const { count } = (data as { outcomes: { total: { count: object } } }).outcomes.total;
    expect(count).toMatchObject({
      status: "WITHHELD",
      value: null,
      note: expect.stringMatching(/^Not published, whatever it is/),
    });
  });

  it("is the very question: sent to the API by anybody, it gives what the page shows", async () => {
    const { page } = await openWatched(browser, app.url, { width: 1280, height: 900 });
    await page.goto(`${app.url}/mo`);
    for (const id of ["headline", "map", "chapters", "trend", "injuries"]) {
      const query = await page.locator(`#${id}-query`).textContent();
      const variables = JSON.parse((await page.locator(`#${id}-variables`).textContent()) ?? "") as object;
      const answer = await app.ask("public", query ?? "", { ...variables });
      expect([id, answer.errors, Object.keys(answer.data ?? {})]).toEqual([id, [], ["outcomes"]]);
    }
    await page.context().close();
  });

  it("is copied by a button where there is a script", async () => {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await page.goto(`${app.url}/mo`);
    await page.getByText("Cite, download or embed the headline").click();
    await page.getByRole("button", { name: "Copy: curl command" }).first().click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain(
      "/releases/MO-1/outcomes.csv?state=MO",
    );
    await context.close();
  });

  it("is a chart for other pages, which alone may be framed by them", async () => {
    const policyOf = async (path: string) => (await htmlOf(path)).response.headers;
    const [framed, own] = [await policyOf("/embed/mo/map"), await policyOf("/mo")];
    expect(framed.get("content-security-policy")).toContain("frame-ancestors *");
    expect(framed.get("x-frame-options")).toBeNull();
    expect(own.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect(own.get("content-security-policy")).not.toContain("unsafe-inline");
    expect(own.get("x-frame-options")).toBe("SAMEORIGIN");
  });

  it.each([
    "/preview/mo.png",
    `/preview/mo/counties/${GREENE}.png`,
    "/preview/mo/chapters/greene.png?period=2025",
  ])("is a picture for link previews: %s", async (path) => {
    const response = await fetch(`${app.url}${path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(bytes.byteLength).toBeGreaterThan(10_000);
  });
});

interface RowOfChapter {
  readonly chapter: { readonly slug: string };
  readonly rate: {
    readonly value: string | null;
    readonly interval: { readonly lower: string; readonly upper: string } | null;
  };
}

describe("a place", () => {
  it("says its context, its range in words, and which months are missing", async () => {
    const words = await wordsOf("/mo/chapters/greene");
    expect(words).toContain("Serves Greene County");
    expect(words).toContain("expected monthly reports are counted");
    const { data } = await app.ask(
      "public",
      `{ outcomes(question: {state: "MO", from: "2025-01", until: "2026-01", by: [CHAPTER]}) {
           rows { chapter { slug } rate(of: CIT_CERTIFIED_SHARE) { value interval { lower upper } } } } }`,
    );
    const { rows } = (data as { outcomes: { rows: RowOfChapter[] } }).outcomes;
    const shown = rows.find(({ rate }) => rate.value !== null);
    const percent = (share = "") => `${(Number(share) * 100).toFixed(1)}%`;
    const { lower, upper } = shown?.rate.interval ?? {};
    expect(await wordsOf(`/mo/chapters/${shown?.chapter.slug ?? ""}?metric=cit-certified-share`)).toContain(
      ` (95% confidence interval: ${percent(lower)} to ${percent(upper)}).`,
    );
    expect(await wordsOf(`/mo/counties/${ATCHISON}`)).toContain("No CIT chapter serves this county");
  });

  it("is never ranked: places stand in the order of the roster", async () => {
    const { html } = await htmlOf("/mo/places");
    const names = [...html.matchAll(/<th scope="row"><a href="[^"]+">([^<]+)</g)].map(
      ([, name]) => name ?? "",
    );
    const { data } = await app.ask(
      "public",
      `{ outcomes(question: {state: "MO", from: "2025-01", until: "2026-01", by: [COUNTY]}) { rows { county { name } } } }`,
    );
    const { rows } = (data as { outcomes: { rows: { county: { name: string } }[] } }).outcomes;
    expect(names).toEqual(rows.map(({ county }) => county.name));
  });

  it("is compared with numbers that anybody can fetch, of either side", async () => {
    const page = "/mo/compare?left=chapter%3Agreene&right=rest&period=2025";
    const { html } = await htmlOf(page);
    const files = [...html.matchAll(/<a href="([^"]*outcomes\.csv[^"]*)"/g)].map(
      ([, href = ""]) => new URL(href.replaceAll("&amp;", "&"), app.url),
    );
    expect(files).toHaveLength(2);
    const words = await wordsOf(page);
    for (const { pathname, search } of files) {
      const [row] = parse<Record<string, string>>((await htmlOf(pathname + search)).html, { columns: true });
      expect(words).toContain(Number(row?.["encounters"]).toLocaleString("en-US"));
    }
    expect(html).toContain('aria-label="Python program, The rest of Missouri"');
  });

  it("is compared with another in a sentence, and refused where the two sides share a report", async () => {
    const words = await wordsOf("/mo/compare?left=chapter%3Agreene&right=rest");
    expect(words).toContain("Greene County CIT Council beside the rest of Missouri");
    expect(await wordsOf(`/mo/compare?left=chapter%3Agreene&right=county%3A${GREENE}`)).toContain(
      "is set against itself: choose two areas",
    );
  });
});

describe("a state without figures", () => {
  it("has a page that says so, which nobody keeps", async () => {
    for (const path of ["/wa", "/wa/places", "/wa/compare", "/embed/wa/map"]) {
      const { response, html } = await htmlOf(path);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, "no-store"]);
      expect(html).toContain("No data published yet");
    }
    expect((await htmlOf("/preview/wa.png")).response.status).toBe(404);
  });

  it("says that its first release is being prepared while it is, and looks by itself whether it is out", async () => {
    const { database } = app;
    await database.pool.query(
      `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at)
       VALUES ('WA', 'REGULAR', '2025-02', now(), 'QUEUED', '{}', $1, now())`,
      [await accountOf(database, "reviewer")],
    );
    const { page, mischief } = await openWatched(browser, app.url, { width: 390, height: 844 });
    await page.clock.install();
    await page.goto(`${app.url}/wa`);
    await page.getByRole("heading", { level: 1, name: "The first release is being prepared" }).waitFor();
    await expectQuality(page);
    await shoot(page, "being-prepared");
    await database.pool.query("UPDATE release SET status = 'DISCARDED' WHERE state_code = 'WA'");
    await page.clock.fastForward(15_000);
    await page.getByRole("heading", { level: 1, name: "No data published yet" }).waitFor();
    await expectNone(mischief);
    await page.context().close();
  });
});

describe("on paper", () => {
  it("nothing is held together that is taller than a sheet, which would leave the sheet before it blank", async () => {
    const page = await browser.newPage({ viewport: { width: 720, height: 900 } });
    await page.emulateMedia({ media: "print" });
    for (const path of ["/mo", `/mo/counties/${GREENE}`, "/mo/places", "/mo/compare", "/definitions"]) {
      await page.goto(`${app.url}${path}`);
      const tall = await page.evaluate<string[]>(
        `[...document.querySelectorAll("main *")]
          .filter((it) => getComputedStyle(it).breakInside === "avoid" && it.getBoundingClientRect().height > 900)
          .map((it) => it.tagName + " " + it.className)`,
      );
      expect([path, tall]).toEqual([path, []]);
    }
    await page.close();
  });
});

describe("on a page that came without https", () => {
  it("a text is copied all the same", async () => {
    const insecure = new URL("/mo", app.url);
    insecure.hostname = INSECURE_HOST;
    const { page, mischief } = await openWatched(browser, insecure.origin, { width: 1280, height: 900 });
    await page.goto(insecure.href);
    expect(await page.evaluate("window.isSecureContext")).toBe(false);
    await page.locator("details:has([data-copy])").first().locator("summary").first().click();
    const snippet = page.locator("[data-copy]").first();
    await snippet.getByRole("button").click();
    await snippet.getByText("Copied").waitFor();
    await page.evaluate("document.body.append(document.createElement('textarea'))");
    await page.locator("textarea").focus();
    await page.keyboard.press("Control+V");
    expect(await page.locator("textarea").inputValue()).toBe(await snippet.locator("pre").textContent());
    expect(await mischief.policyViolations()).toEqual([]);
    await page.context().close();
  });
});

describe("an address that leads nowhere", () => {
  it.each([
    ["/zz", 404, "No state on this platform has the code"],
    ["/mo/counties/99999", 404, "Missouri has no county with the code"],
    ["/mo/chapters/nobody", 404, "Missouri has no chapter"],
    ["/mo?release=MO-9", 404, "Missouri has no release"],
    ["/mo?metric=nonsense", 400, "There is no rate"],
    ["/mo?period=1999", 400, "The release shows no period"],
    ["/mo/places?by=street", 400, "Places are not split by"],
    ["/embed/mo/pie", 404, "There is no chart"],
    ["/embed/mo/constructor", 404, "There is no chart"],
    ["/embed/mo/__proto__", 404, "There is no chart"],
    ["/preview/mo/counties/99999.png", 404, "There is no county"],
  ] as const)("says so: %s", async (path, status, message) => {
    const { response, html } = await htmlOf(path);
    expect(response.status).toBe(status);
    expect(html).toContain(message);
    expect(response.headers.get("etag")).toBeNull();
  });

  it("is answered with a page to a browser, and with a problem to a program", async () => {
    const browserGets = await fetch(`${app.url}/no/such/page`, { headers: { accept: "text/html,*/*" } });
    expect([browserGets.status, browserGets.headers.get("content-type")]).toEqual([
      404,
      "text/html; charset=utf-8",
    ]);
    expect(await browserGets.text()).toContain("Nothing is at GET /no/such/page.");
    const programGets = await fetch(`${app.url}/no/such/page`);
    expect([programGets.status, programGets.headers.get("content-type")]).toEqual([
      404,
      "application/json; charset=utf-8",
    ]);
  });

  it("is none for a slash too many at its end", async () => {
    for (const [path, page] of [
      ["/mo/", "/mo"],
      ["/mo/counties/29077/?metric=jail-rate", "/mo/counties/29077?metric=jail-rate"],
      ["/methods/", "/methods"],
    ] as const) {
      const { response } = await htmlOf(path);
      expect([response.status, response.headers.get("location")]).toEqual([301, page]);
    }
  });

  it("repeats nothing of the address as markup", async () => {
    const { html } = await htmlOf("/mo?metric=%3Cscript%3Ealert(1)%3C/script%3E");
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;");
  });
});

describe("the definitions", () => {
  it("write formulas as they are worked out", async () => {
    const words = await wordsOf("/definitions");
    expect(words).toContain("encounters ÷ (residents × years) × 100,000");
    expect(words).toContain("encounters with a CIT officer on scene ÷ encounters");
  });
});

describe("a page that is known already", () => {
  it("is not sent again", async () => {
    const { response } = await htmlOf("/mo");
    const again = await fetch(`${app.url}/mo`, {
      headers: { "if-none-match": response.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });
});

// Last: nothing is published after it.
describe("a release that was withdrawn", () => {
  it("is shown nowhere any more, with the reason", async () => {
    await withdraw(app, 1, "Two counties were swapped.");
    for (const path of ["/mo?release=MO-1", "/embed/mo/map?release=MO-1", "/preview/mo.png?release=MO-1"])
      expect([path, (await htmlOf(path)).response.status]).toEqual([path, 410]);
    expect(await wordsOf("/mo?release=MO-1")).toContain(
      "Release MO-1 was withdrawn: Two counties were swapped.",
    );
    expect(await wordsOf("/mo")).toContain("What was published of Missouri has been withdrawn.");
    expect(await wordsOf("/mo/releases")).toContain("Two counties were swapped.");
    expect(await wordsOf(`/mo/counties/${ADAIR}`)).toContain(
      "What was published of Missouri has been withdrawn.",
    );
  });
});
