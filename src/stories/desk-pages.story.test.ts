// The reviewer and the administrator at the pages of the staff, in a real browser: judging with two keys, and bringing out a release
// that needs two people.

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Browser, BrowserContext } from "playwright-core";
import { startApp, type TestApp } from "../testkit/app.js";
import { launchChromium, shoot } from "../testkit/chromium.js";
import { expectQuality } from "../testkit/page-quality.js";
import { keepFew } from "../testkit/small-missouri.js";
import { openBrowser, openSignedIn, signIn, type Window } from "../testkit/staff-browser.js";

jest.setTimeout(180_000);

let app: TestApp;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  app = await startApp("demonstration");
  await keepFew(app.database, "2026-01");
  browser = await launchChromium();
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await app.close();
});

const PLACE = `state: "MO", chapter: "saints-avenue"`;
const MONTH = "2026-10";

interface OnFile {
  readonly status: string;
  readonly version: number;
  readonly latest: {
    readonly values: readonly { readonly measure: string; readonly value: number | null }[];
  };
}

async function onFile(county: string): Promise<OnFile> {
  const { data } = await app.ask(
    "reviewer",
    `{ report(${PLACE}, county: "${county}", month: "${MONTH}") { status version latest { values { measure value } } } }`,
  );
  return (data as { report: OnFile }).report;
}

/** Submits what is on file with so many more encounters that were resolved on scene. */
async function correct(county: string, more: number): Promise<void> {
  const { version, latest } = await onFile(county);
  const values = latest.values
    .map(({ measure, value }) => {
      const grown = measure === "ENCOUNTERS" || measure === "RESOLVED_ON_SCENE" ? (value ?? 0) + more : value;
      return `{ measure: ${measure}, value: ${String(grown)} }`;
    })
    .join(" ");
  const { data, text } = await app.ask(
    "coordinator",
    `mutation { submitReport(input: { report: {${PLACE}, county: "${county}", month: "${MONTH}"}, version: ${String(version)},
      values: [${values}], reason: "Counted again.", comment: "Two shifts were missing.", idempotencyKey: "correct ${county} ${String(more)}" })
      { receipt { revision } userErrors { message severity } } }`,
  );
  if ((data as { submitReport: { receipt: object | null } } | null)?.submitReport.receipt == null)
    throw new Error(text);
}

describe("a report that waits", () => {
  beforeAll(async () => {
    await correct("29127", 2);
    await correct("29111", 60);
  });

  it("shows its differences and what is unusual, and is accepted with one key and returned with another", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer");
    await page.getByRole("heading", { name: "Waiting for review (2)" }).waitFor();
    const lewis = page.getByRole("article", { name: "Lewis County, October 2026" });
    expect(await lewis.locator(".changes li").allTextContents()).toEqual([
      expect.stringMatching(/^Encounters: \d+ → \d+$/),
      expect.stringMatching(/^Resolved on scene: \d+ → \d+$/),
    ]);
    expect(await lewis.locator(".warnings li").first().textContent()).toMatch(
      /^Encounters is \d+; in the last \d+ reported months/,
    );
    await lewis.getByText("Two shifts were missing.").waitFor();
    await lewis.getByText("Reason for the change: Counted again.").waitFor();
    // The figures themselves, with the month and the year before, jail first; and what is not said.
    const figures = lewis.getByRole("table", { name: "Figures" });
    expect(await figures.getByRole("columnheader").allTextContents()).toEqual([
      "Measure",
      "October 2026",
      "September 2026",
      "October 2025",
    ]);
    expect(await figures.getByRole("rowheader").allTextContents()).toEqual([
      "Jail bookings",
      "Hospital diversions",
      "Encounters",
    ]);
    const { latest } = await onFile("29111");
    const counted = (measure: string) =>
      latest.values.find((value) => value.measure === measure)?.value?.toLocaleString("en-US");
    expect(
      await figures
        .getByRole("row", { name: /^Encounters / })
        .getByRole("cell")
        .first()
        .textContent(),
    ).toBe(counted("ENCOUNTERS"));
    // Nothing is on file of the year before.
    expect(
      await figures
        .getByRole("row", { name: /^Hospital diversions / })
        .getByRole("cell")
        .allTextContents(),
    ).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/), "–"]);
    await lewis.getByRole("button", { name: "Show all figures" }).click();
    expect(await figures.getByRole("row", { name: /^Encounters with a veteran / }).count()).toBe(1);
    await shoot(page, "reviewer queue");
    await expectQuality(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await shoot(page, "reviewer queue on a telephone");
    await expectQuality(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    const marion = page.getByRole("article", { name: "Marion County, October 2026" });
    expect(await marion.locator(".warnings").count()).toBe(0);
    // By keyboard: to the report, and "a".
    await marion.focus();
    await page.keyboard.down("a");
    await page.getByText("Accepted: Marion County, October 2026.").waitFor();
    expect((await onFile("29127")).status).toBe("ACCEPTED");
    await page.getByRole("heading", { name: "Waiting for review (1)" }).waitFor();
    await lewis.focus();
    // Held down for too long, it does not accept the next one as well.
    await page.keyboard.down("a");
    await page.keyboard.up("a");
    await page.keyboard.press("r");
    await page.getByLabel("What should the chapter look at?").waitFor();
    await expectQuality(page);
    await page.keyboard.type("Sixty more than usual: is it a slip?");
    await page.route("**/graphql", (route) => route.abort(), { times: 1 });
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").getByText("The server cannot be reached just now.").waitFor();
    await expectQuality(page);
    expect(await page.getByLabel("What should the chapter look at?").inputValue()).toMatch(/^Sixty more/);
    await page.getByLabel("What should the chapter look at?").focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Returned: Lewis County, October 2026.").waitFor();
    expect((await onFile("29111")).status).toBe("RETURNED");
    await page.getByText("You're all caught up.").waitFor();
    await expectQuality(page);
  });

  it("opens with its revisions side by side", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer", "/review/MO/saints-avenue/29111/2026-10");
    await page.getByRole("heading", { name: "Lewis County, October 2026" }).waitFor();
    await page.getByRole("columnheader", { name: /Revision 2/ }).waitFor();
    expect(await page.locator("td.changed").count()).toBe(2);
    await page.getByText("Sixty more than usual: is it a slip?").waitFor();
    await shoot(page, "reviewer one report");
    await expectQuality(page);
  });

  it("that somebody else has judged meanwhile is not judged twice", async () => {
    await correct("29045", 1);
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer");
    const clark = page.getByRole("article", { name: "Clark County, October 2026" });
    await clark.waitFor();
    const { version } = await onFile("29045");
    await app.ask(
      "reviewer",
      `mutation { returnReport(input: { report: {${PLACE}, county: "29045", month: "${MONTH}"}, version: ${String(version)},
        comment: "Please look again.", idempotencyKey: "elsewhere" }) { userErrors { message } } }`,
    );
    await clark.getByRole("button", { name: "Accept Clark County" }).click();
    await page.getByRole("alert").waitFor();
    expect((await onFile("29045")).status).toBe("RETURNED");
    await expectQuality(page);
  });
});

describe("a report on its own page", () => {
  it("is judged there, too", async () => {
    await correct("29045", 3);
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer", "/review/MO/saints-avenue/29045/2026-10");
    await page.getByRole("button", { name: "Return … Clark County" }).click();
    await page.getByLabel("What should the chapter look at?").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Accept Clark County" }).click();
    await page.getByText("Accepted: Clark County, October 2026.").waitFor();
    expect((await onFile("29045")).status).toBe("ACCEPTED");
    expect(await page.getByRole("button", { name: "Accept Clark County" }).count()).toBe(0);
    await expectQuality(page);
  });
});

describe("a month that its chapter cannot change", () => {
  it("is found by the reviewer, and reopened for correction where it was accepted", async () => {
    const { data: found } = await app.ask(
      "reviewer",
      `{ reports(state: "MO", chapters: ["saints-avenue"], from: "2026-09", until: "2026-10", statuses: [ACCEPTED]) {
        edges { node { county { fips name } } } } }`,
    );
    interface Accepted {
      readonly county: { readonly fips: string; readonly name: string };
    }
    const { county } = (found as { reports: { edges: { node: Accepted }[] } }).reports.edges[0]!.node;
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer");
    await page.getByText("Look up any month").click();
    await page
      .getByLabel("County", { exact: true })
      .selectOption({ label: `${county.name} (Saints Avenue Regional CIT Council)` });
    await page.getByLabel("Month, month").selectOption({ label: "September" });
    const { width, height } = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.setViewportSize({ width, height });
    await page.getByRole("link", { name: `Open ${county.name}, September 2026` }).click();
    await page.getByRole("heading", { name: `${county.name}, September 2026` }).waitFor();
    await page.getByText("Reopen for correction").click();
    await page.getByLabel("Why the accepted figures need to change").fill("The jail counts two more.");
    await shoot(page, "reviewer reopen");
    await expectQuality(page);
    await page.getByRole("button", { name: "Reopen", exact: true }).click();
    await page.getByText(/^Reopened for correction\./).waitFor();
    const { data } = await app.ask(
      "coordinator",
      `{ report(${PLACE}, county: "${county.fips}", month: "2026-09") { status reopenedByViewer viewerCanSubmit } }`,
    );
    expect(data).toEqual({ report: { status: "REOPENED", reopenedByViewer: false, viewerCanSubmit: true } });
  });

  it("is opened to its chapter for some days where it is locked", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer", "/review/MO/saints-avenue/29045/2026-05");
    await page.getByText("Locked: the last day to file was August 29, 2026.").waitFor();
    await page.getByText("Reopen this locked month").click();
    await page.getByLabel("How long").selectOption({ label: "30 days, through December 23, 2026" });
    await page.getByLabel("Why the month is reopened").fill("The chapter changed its software.");
    await shoot(page, "reviewer extension");
    await expectQuality(page);
    await page.getByRole("button", { name: "Let the chapter file it" }).click();
    await page.getByText("The chapter can file this month through December 23, 2026.").waitFor();
    await page.getByText("Reopened: the chapter can file it through December 23, 2026.").waitFor();
    await page.getByText("Change how long this month is open").waitFor();
    const { data } = await app.ask(
      "coordinator",
      `{ report(${PLACE}, county: "29045", month: "2026-05") { locked lateAllowedUntil viewerCanSubmit } }`,
    );
    expect(data).toEqual({
      report: { locked: false, lateAllowedUntil: "2026-12-23", viewerCanSubmit: true },
    });
  });
});

describe("a release", () => {
  it("is asked for by one person, attacked, previewed, and published by another", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer", "/releases");
    await page.getByText("No release has been requested yet.").waitFor();
    await expectQuality(page);
    await page.getByText("Request a new release").click();
    // The last month that is locked, by the calendar of the state; none that is open can be chosen.
    expect(await page.getByLabel("Last month, month").inputValue()).toBe("07");
    expect(await page.getByRole("option", { name: "October" }).isDisabled()).toBe(true);
    await page.getByLabel("Last month, month").selectOption({ label: "June" });
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await page.getByText("Queued", { exact: true }).waitFor();
    await expectQuality(page);
    // While it is built, it says how far it is, and is canceled.
    const canceled = app.platform.buildWaitingRelease();
    await page.getByText(/\d of \d+ years? done\. \d{4}: choosing which counts to withhold\./).waitFor();
    await shoot(page, "release being built");
    await expectQuality(page);
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByRole("button", { name: "Cancel the build" }).click();
    expect((await canceled)?.status).toBe("CANCELED");
    await page.getByText("Discarded", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await page.getByText("Queued", { exact: true }).waitFor();
    const built = await app.platform.buildWaitingRelease();
    expect(built?.status).toBe("BUILT");
    await page.getByText("Built: to be published by a second person").waitFor();
    await page.getByRole("link", { name: "Draft release" }).first().click();
    await page.getByRole("heading", { name: "What the gates found" }).waitFor();
    await page.getByRole("row", { name: /^Chapters \d+/ }).waitFor();
    await page
      .getByText("Whoever requested a release can't publish it: that takes a second person.")
      .waitFor();
    expect(await page.getByRole("button", { name: "Publish", exact: true }).isDisabled()).toBe(true);
    await shoot(page, "release preview");
    await expectQuality(page);
    const address = page.url();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Email").waitFor();
    await signIn(page, "administrator");
    await page.goto(address);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("heading", { name: "Publish this release for everybody?" }).waitFor();
    await expectQuality(page);
    // Whoever strikes Enter without having read goes back.
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("button", { name: "Publish permanently" }).click();
    await page.getByRole("heading", { name: "Release MO-1" }).waitFor();
    await page.getByText("Withdraw it").waitFor();
    await expectQuality(page);
    expect((await fetch(`${app.url}/mo`)).status).toBe(200);
  });

  it("is withdrawn with a reason that everybody reads", async () => {
    context = await openBrowser(browser);
    const page = await openSignedIn(context, app, "reviewer", "/releases");
    await page.getByRole("link", { name: "Release MO-1" }).click();
    await page.getByText("Withdraw it").click();
    await page.getByLabel(/^What is wrong with it/).fill("Two counties were swapped.");
    await page.getByRole("button", { name: "Withdraw permanently" }).click();
    await page.getByText(/^Withdrawn .*: Two counties were swapped\.$/).waitFor();
    expect(await (await fetch(`${app.url}/mo/releases`)).text()).toContain("Two counties were swapped.");
  });
});

describe.each<[string, Window]>([
  ["telephone at night", { width: 360, height: 740, colorScheme: "dark" }],
  ["telephone", { width: 390, height: 844 }],
  ["wide desk at night", { width: 1920, height: 1080, colorScheme: "dark" }],
])("the desk on a %s", (where, size) => {
  it("can be read by everybody", async () => {
    context = await openBrowser(browser, size);
    const page = await openSignedIn(context, app, "reviewer");
    for (const path of ["/review", "/review/MO/saints-avenue/29111/2026-10", "/releases"]) {
      await page.goto(`${app.url}/staff${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await shoot(page, `desk ${where}${path.replaceAll("/", "-")}`);
      await expectQuality(page);
    }
    await page.getByRole("link", { name: "Release MO-1" }).click();
    await page.getByRole("heading", { name: "What the gates found" }).waitFor();
    await shoot(page, `desk ${where} release`);
    await expectQuality(page);
  });
});
