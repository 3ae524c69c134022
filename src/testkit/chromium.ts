// A real browser, and a watch over what its pages do: they keep to this origin and break no policy.

import { expect } from "@jest/globals";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser, type Page } from "playwright-core";

/** One process does not outlive its first page, and the browser must guard this origin as a reader's does. */
const UNWANTED_FLAGS = ["--single-process", "--disable-web-security", "--allow-running-insecure-content"];

/** A name of this machine that browsers do not trust as they trust localhost. */
export const INSECURE_HOST = "figures.test";

export async function launchChromium(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((flag) => !UNWANTED_FLAGS.includes(flag)),
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
    ],
    headless: true,
  });
}

/** What a page did that it should not have done. */
export interface Mischief {
  readonly consoleErrors: string[];
  readonly foreignRequests: string[];
  readonly failedRequests: string[];
  readonly policyViolations: () => Promise<readonly string[]>;
}

/** An empty page of a window of that size, whose every step is watched from now on. */
export async function openWatched(
  browser: Browser,
  origin: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<{ readonly page: Page; readonly mischief: Mischief }> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const consoleErrors: string[] = [];
  const foreignRequests: string[] = [];
  const failedRequests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") consoleErrors.push(message.text());
  });
  page.on("pageerror", (error) => consoleErrors.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) foreignRequests.push(request.url());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) failedRequests.push(`${String(response.status())} ${response.url()}`);
  });
  await page.addInitScript(`
    window.policyViolations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.policyViolations.push(event.violatedDirective + " " + event.blockedURI);
    });
  `);
  const policyViolations = () => page.evaluate<readonly string[]>("window.policyViolations");
  return { page, mischief: { consoleErrors, foreignRequests, failedRequests, policyViolations } };
}

export async function expectNone({ policyViolations, ...lists }: Mischief): Promise<void> {
  expect(lists).toEqual({ consoleErrors: [], foreignRequests: [], failedRequests: [] });
  expect(await policyViolations()).toEqual([]);
}

/** Keeps a picture of the page where `SCREENSHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const directory = process.env["SCREENSHOTS"];
  if (directory !== undefined)
    await page.screenshot({ path: `${directory}/${name.replaceAll(" ", "-")}.png` });
}
