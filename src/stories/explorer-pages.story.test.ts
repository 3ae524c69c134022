// The analyst at the explorer, in a real browser: one question, live and of a release, in every view, taken away and saved.

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startApp, type TestApp } from "../testkit/app.js";
import { launchChromium, shoot } from "../testkit/chromium.js";
import { expectQuality } from "../testkit/page-quality.js";
import { publish } from "../testkit/publish.js";
import { keepFew } from "../testkit/small-missouri.js";
import { openBrowser, openSignedIn, type Window } from "../testkit/staff-browser.js";

jest.setTimeout(180_000);

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  app = await startApp("demonstration");
  await keepFew(app.database, "2025-01");
  await publish(app, "2026-01");
  browser = await launchChromium();
}, 300_000);
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await app.close();
});

const YEAR = "state=MO&from=2025-01&to=2025-12&by=CHAPTER&metric=DIVERSION_RATE&measure=ENCOUNTERS";
const VIEWS = ["Table", "Trend", "Intervals", "Jail and hospital", "Funnel", "Completeness"] as const;

const show = (page: Page, view: (typeof VIEWS)[number]) =>
  page.getByRole("button", { name: view, exact: true }).click();

describe("a question", () => {
  it("is answered with the numbers of the API, live and of a release", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", `/explorer?${YEAR}&source=live`);
    const row = page.getByRole("row", { name: /^Greene County CIT Council/ });
    await row.waitFor();
    const question = `question: { state: "MO", from: "2025-01", until: "2026-01", by: [CHAPTER] }`;
    const { data } = await app.ask(
      "analyst",
      `{ liveOutcomes(${question}) { rows { chapter { slug } encounters { value } jailBookings { value } diversionRate { value } } }
         outcomes(${question}) { rows { chapter { slug } encounters { value status } } } }`,
    );
    interface Row {
      readonly chapter: { readonly slug: string };
      readonly encounters: { readonly value: number | null; readonly status?: string };
      readonly jailBookings: { readonly value: number };
      readonly diversionRate: { readonly value: string };
    }
    const answers = data as { liveOutcomes: { rows: Row[] }; outcomes: { rows: Row[] } };
    const greene = answers.liveOutcomes.rows.find(({ chapter }) => chapter.slug === "greene");
    const words = (await row.textContent()) ?? "";
    expect(words).toContain(greene?.encounters.value?.toLocaleString("en-US"));
    expect(words).toContain(greene?.jailBookings.value.toLocaleString("en-US"));
    expect(words).toContain(`${(Number(greene?.diversionRate.value) * 100).toFixed(1)}%`);
    await page.getByLabel("Figures").selectOption({ label: "Release MO-1" });
    await page.waitForURL(/source=MO-1/);
    const published = answers.outcomes.rows.find(({ chapter }) => chapter.slug === "barry");
    const shown = published?.encounters.value?.toLocaleString("en-US") ?? "Withheld";
    await page
      .getByRole("row", { name: /^Barry County CIT Council/ })
      .getByText(shown)
      .first()
      .waitFor();
    await expectQuality(page);
  });

  it("never shows the numbers of one question under the words of another", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", `/explorer?${YEAR}&source=live`);
    await page.getByRole("table", { name: /^Diversion rate and/ }).waitFor();
    let letGo = () => {};
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
    await page.route("**/graphql", async (route) => {
      await isLetGo;
      await route.continue();
    });
    await page.getByLabel("Rate", { exact: true }).selectOption({ label: "Jail rate" });
    await page.waitForURL(/metric=JAIL_RATE/);
    await page
      .getByText("Loading…")
      .or(page.getByRole("table", { name: /^Jail rate and/ }))
      .waitFor();
    expect(await page.getByRole("table").count()).toBe(0);
    letGo();
    await page.getByRole("table", { name: /^Jail rate and/ }).waitFor();
  });

  it("can be looked at in six ways, each readable by everybody", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", `/explorer?${YEAR}&grain=QUARTER&source=live`);
    await page
      .getByRole("row", { name: /^Greene County CIT Council/ })
      .first()
      .waitFor();
    for (const view of VIEWS) {
      await show(page, view);
      await page.locator(`[aria-pressed="true"]`, { hasText: view }).waitFor();
      await page.waitForLoadState("networkidle");
      await shoot(page, `explorer ${view}`);
      await expectQuality(page);
    }
    await show(page, "Trend");
    expect(await page.locator(".small-multiples figure").count()).toBe(24);
    await page.getByText("The first 24 of 36 places.").waitFor();
    await show(page, "Completeness");
    await page
      .getByRole("cell", { name: /^\d\/3$/ })
      .first()
      .waitFor();
  });

  it("is asked by months that are chosen, and focus stays where one is", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", `/explorer?${YEAR}&source=live`);
    await page.getByRole("table", { name: /^Diversion rate and/ }).waitFor();
    expect(await page.locator("input[type=month]").count()).toBe(0);
    const [month, year] = [page.getByLabel("From, month"), page.getByLabel("From, year")];
    expect([await month.inputValue(), await year.inputValue()]).toEqual(["01", "2025"]);
    await month.focus();
    await page.keyboard.type("Ju");
    await page.waitForURL(/from=2025-06/);
    await page.keyboard.type("l");
    await page.waitForURL(/from=2025-07/);
    // On the way to 2026, which makes the first month later than the last: said, and focus is not taken away.
    await year.focus();
    await page.keyboard.press("ArrowUp");
    await page.waitForURL(/from=2026-07/);
    await page
      .getByText("The first month, July 2026, is after the last one, December 2025.", { exact: false })
      .waitFor();
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("From, year");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("table", { name: /^Diversion rate and/ }).waitFor();
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("From, year");
    await expectQuality(page);
  });

  it("takes half a month for none: nothing is asked until both halves are chosen", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", "/explorer?state=MO&from=2025-1&to=2025-12");
    const [month, year] = [page.getByLabel("From, month"), page.getByLabel("From, year")];
    await month.waitFor();
    expect([await month.inputValue(), await year.inputValue()]).toEqual(["", ""]);
    await page.getByRole("alert").waitFor();
    await year.selectOption("2025");
    expect([await year.inputValue(), new URL(page.url()).searchParams.get("from")]).toEqual([
      "2025",
      "2025-1",
    ]);
    await month.selectOption({ label: "March" });
    await page.waitForURL(/from=2025-03/);
    await page.getByRole("table", { name: /^Diversion rate and/ }).waitFor();
  });

  it("ends, unless it says otherwise, with the last month that is due; one that is not due yet is not missing", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", "/explorer");
    const chosen = async (name: string) =>
      [
        await page.getByLabel(`${name}, month`).inputValue(),
        await page.getByLabel(`${name}, year`).inputValue(),
      ].join(" ");
    await page.getByLabel("To, month").waitFor();
    expect([await chosen("From"), await chosen("To")]).toEqual(["11 2025", "10 2026"]);
  });

  it("that cannot be answered says why", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "analyst", "/explorer?state=MO&from=2026-01&to=2025-01");
    await page.getByRole("alert").waitFor();
    await shoot(page, "explorer refused");
    await expectQuality(page);
  });

  it("is shared by its address, saved by a name, and taken away", async () => {
    context = await openBrowser(browser);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await openSignedIn(context, app, "analyst", `/explorer?${YEAR}&source=live`);
    await page.getByLabel("Rate", { exact: true }).selectOption({ label: "Jail rate" });
    await page.waitForURL(/metric=JAIL_RATE/);
    await page.getByText("Saved questions").click();
    await page.getByLabel("Save this question as").fill("Jail by chapter");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Copy a link to it" }).click();
    await page.getByText("Link copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain("/staff/explorer?state=MO");
    await page.getByLabel("Rate", { exact: true }).selectOption({ label: "Force rate" });
    await page.waitForURL(/metric=FORCE_RATE/);
    await page.reload();
    await page.getByText("Saved questions (1)").click();
    await shoot(page, "explorer saved questions");
    await page.getByRole("button", { name: "Jail by chapter", exact: true }).click();
    await page.waitForURL(/metric=JAIL_RATE/);
    await page.getByRole("button", { name: "Forget Jail by chapter" }).click();
    await page.getByText("Saved questions, and sharing").waitFor();
    await page.getByRole("button", { name: "Copy as Python" }).click();
    await page.getByText("Python copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain("urllib.request");
    const csv = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    const answer = await page.request.get(new URL(csv ?? "", app.url).toString());
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([
      200,
      expect.stringContaining("text/csv"),
    ]);
    await expectQuality(page);
  });

  it("reaches a coordinator's own chapters only", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "coordinator", `/explorer?${YEAR}&source=live`);
    await page
      .getByRole("row", { name: /^Saints Avenue Regional CIT Council/ })
      .or(page.getByRole("alert"))
      .first()
      .waitFor();
    expect(
      await page.getByText("Greene County CIT Council", { exact: true }).locator("visible=true").count(),
    ).toBe(0);
  });
});

describe.each<[string, Window]>([
  ["telephone at night", { width: 360, height: 740, colorScheme: "dark" }],
  ["wide desk", { width: 1920, height: 1080 }],
])("the explorer on a %s", (where, size) => {
  it("can be read by everybody", async () => {
    context = await openBrowser(browser, size);
    const page = await openSignedIn(context, app, "analyst", `/explorer?${YEAR}&grain=MONTH&source=live`);
    for (const view of VIEWS) {
      await show(page, view);
      await page.waitForLoadState("networkidle");
      await shoot(page, `explorer ${where} ${view}`);
      await expectQuality(page);
    }
  });
});
