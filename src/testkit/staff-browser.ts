// A real browser in front of the staff's pages, signed in as a demonstration user, at the instant at which the tests stand.

import type { Browser, BrowserContext, Page } from "playwright-core";
import { demonstrationTokens, testNow, type TestApp } from "./app.js";
import type { DemonstrationTokens } from "../usecases/issue-demonstration-tokens.js";

export interface Window {
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: "light" | "dark";
}

const DESK: Window = { width: 1280, height: 900 };

/** A browser of its own, with its own cookies and its own storage. */
export async function openBrowser(
  browser: Browser,
  { width, height, colorScheme = "light" } = DESK,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  await context.clock.setFixedTime(testNow());
  context.setDefaultTimeout(30_000);
  return context;
}

/** Signs in as somebody does: address, password, Enter. */
export async function signIn(page: Page, user: keyof DemonstrationTokens): Promise<void> {
  await page.getByLabel("Email").fill(`${user}@demo.invalid`);
  await page.getByLabel("Password").fill(demonstrationTokens()[user]);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** @param path below /staff */
export async function openSignedIn(
  context: BrowserContext,
  app: TestApp,
  user: keyof DemonstrationTokens,
  path = "",
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${app.url}/staff${path}`);
  await signIn(page, user);
  return page;
}
