// A browser on the other side of the world, at the end of a month: what is due, closed and running is what the calendar of the state
// says, not that of the browser.

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startApp, type TestApp } from "../testkit/app.js";
import { launchChromium } from "../testkit/chromium.js";
import { openSignedIn } from "../testkit/staff-browser.js";

jest.setTimeout(120_000);

/** The last evening of November in Missouri, and the afternoon of the first of December in Kiribati. */
const NOW = new Date("2026-12-01T05:00:00Z");

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { clock: () => NOW });
  browser = await launchChromium();
  context = await browser.newContext({ timezoneId: "Pacific/Kiritimati" });
  await context.clock.setFixedTime(NOW);
});
afterAll(async () => {
  await context.close();
  await browser.close();
  await app.close();
});

async function chosen(page: Page, label: string): Promise<string> {
  const year = await page.getByLabel(`${label}, year`).inputValue();
  return `${year}-${await page.getByLabel(`${label}, month`).inputValue()}`;
}

describe("a browser of another time zone", () => {
  it("begins the list of months, and the template of an upload, with the month that runs in the state", async () => {
    const page = await openSignedIn(context, app, "coordinator");
    expect(await page.evaluate("new Date().getMonth()")).toBe(11);
    await page.locator(".grid thead th").last().waitFor();
    expect(await page.locator(".grid thead th").last().textContent()).toBe("Nov2026");
    await page.goto(`${app.url}/staff/reports/upload`);
    await page.getByText("August 2026 to October 2026").waitFor();
    expect([await chosen(page, "From"), await chosen(page, "To")]).toEqual(["2026-08", "2026-10"]);
    await page.getByLabel("From, month").selectOption({ label: "October" });
    expect(await page.getByRole("link", { name: "Excel" }).getAttribute("href")).toContain(
      "from=2026-10&until=2026-11",
    );
    await page.getByLabel("To, month").selectOption({ label: "September" });
    await page.getByText("The first month, October 2026, is after the last one, September 2026.").waitFor();
    expect(await page.getByRole("link", { name: "Excel" }).count()).toBe(0);
    await context.clearCookies();
  });

  it("asks, unless it is told otherwise, for what is due in the state", async () => {
    const page = await openSignedIn(context, app, "analyst", "/explorer");
    await page.getByLabel("To, month").waitFor();
    expect([await chosen(page, "From"), await chosen(page, "To")]).toEqual(["2025-11", "2026-10"]);
    await context.clearCookies();
  });

  it("says of an instant in which time zone it tells it", async () => {
    const page = await openSignedIn(context, app, "reviewer", "/review");
    await page
      .getByText(/\d:\d\d [AP]M GMT\+14/)
      .first()
      .waitFor();
    await context.clearCookies();
  });

  it("publishes what is locked in the state", async () => {
    const page = await openSignedIn(context, app, "reviewer", "/releases");
    await page.getByText("Request a new release").click();
    expect(await chosen(page, "Last month")).toBe("2026-08");
    await context.clearCookies();
  });
});
