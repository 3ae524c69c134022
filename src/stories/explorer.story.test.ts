// The API explorer in a real browser: it loads, keeps to this origin, and runs the examples of the journalist and the analyst.

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { demonstrationTokens, startApp, type TestApp } from "../testkit/app.js";
import { expectNone, launchChromium, openWatched, shoot, type Mischief } from "../testkit/chromium.js";

jest.setTimeout(120_000);

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  app = await startApp("demonstration");
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function openExplorer(width: number, height: number): Promise<{ page: Page; mischief: Mischief }> {
  const opened = await openWatched(browser, app.url, { width, height });
  await opened.page.goto(`${app.url}/graphiql`);
  // The editors are there once the query of the first tab is.
  await opened.page.getByText("JOURNALIST, or anybody else").waitFor();
  return opened;
}

/** Runs an operation of the tab in front by its name, as the run button offers it. */
async function runOperation(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /Execute query/ }).click();
  const choice = page.getByRole("menuitem", { name });
  const isThereAChoice = await choice
    .waitFor({ timeout: 2_000 })
    .then(() => true)
    .catch(() => false);
  if (isThereAChoice) await choice.click();
}

/** The text that the answer's editor holds, also what is scrolled out of sight. */
function answerText(page: Page): Promise<string> {
  return page.locator(".result-window").innerText();
}

async function waitForAnswer(page: Page, words: string): Promise<void> {
  await page.locator(".result-window").getByText(words).first().waitFor();
}

describe.each([
  ["a desk", 1280, 900],
  ["a telephone", 390, 844],
])("the explorer at %s", (where, width, height) => {
  let page: Page;
  let mischief: Mischief;
  beforeEach(async () => {
    ({ page, mischief } = await openExplorer(width, height));
  });

  it("opens with an example for each kind of user, and speaks to nobody but this server", async () => {
    expect(page.url()).toBe(`${app.url}/graphiql`);
    expect(await page.title()).toContain("Intercept One");
    await shoot(page, `${where}-opened`);
    await expectNone(mischief);
    await page.context().close();
  });

  it("runs the journalist's first example without a token, and shows the answer", async () => {
    await runOperation(page, "PublicDefinitions");
    await waitForAnswer(page, '"ENCOUNTERS"');
    expect(await answerText(page)).toContain('"measures"');
    await shoot(page, `${where}-answered`);
    await expectNone(mischief);
    await page.context().close();
  });
});

describe("the analyst in the explorer", () => {
  it("pastes a token over the placeholder, asks the headline question and is answered", async () => {
    const { page, mischief } = await openExplorer(1280, 900);
    await page.getByRole("tab", { name: /Analyst/i }).click();
    await page.getByText("STATE ANALYST. Any measure").waitFor();
    await pasteHeaders(page, `{ "Authorization": "Bearer ${demonstrationTokens().analyst}" }`);
    await runOperation(page, "AnalystJailAndHospitalByCounty");
    await waitForAnswer(page, '"Adair County"');
    await shoot(page, "analyst-answered");
    await expectNone(mischief);

    // The token lives in the page only.
    const kept = await page.evaluate<string>(
      "JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie",
    );
    expect(kept).not.toContain(demonstrationTokens().analyst);
    await page.context().close();
  });

  it("is told what is missing when the placeholder still stands there", async () => {
    const { page } = await openExplorer(1280, 900);
    await page.getByRole("tab", { name: /Analyst/i }).click();
    await page.getByText("STATE ANALYST. Any measure").waitFor();
    await runOperation(page, "AnalystJailAndHospitalByCounty");
    await waitForAnswer(page, "asked without a token");
    await page.context().close();
  });
});

describe("the watch over the page", () => {
  it("sees a script of another host, a request to one, and an error", async () => {
    const { page, mischief } = await openExplorer(1280, 900);
    await page.evaluate(`
      document.head.append(Object.assign(document.createElement("script"), { src: "https://elsewhere.invalid/x.js" }));
      fetch("https://elsewhere.invalid/figures").catch(() => undefined);
      console.error("planted");
    `);
    await page.waitForFunction("window.policyViolations.length === 2");
    expect([...(await mischief.policyViolations())].sort()).toEqual([
      "connect-src https://elsewhere.invalid/figures",
      "script-src-elem https://elsewhere.invalid/x.js",
    ]);
    expect(mischief.consoleErrors).toContain("planted");
    await page.context().close();
  });
});

/** Pastes over all that the headers editor holds. Typed keys would meet brackets that the editor closes by itself. */
async function pasteHeaders(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden)").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}
