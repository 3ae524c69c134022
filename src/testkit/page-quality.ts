// What every page owes its readers, whatever it shows: no finding of axe, letters of at least 12 pixels, and nothing that has to be
// scrolled sideways but what stands in a box of its own.

import { expect } from "@jest/globals";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** WCAG 2.2, levels A and AA, and what axe holds for good practice beside it. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const SMALLEST_LETTERS = 12;

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Finding {
  readonly rule: string;
  readonly html: string;
  readonly why: string;
}

/** What axe finds in the page as it stands. */
export async function findingsIn(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(axe);
  return page.evaluate<readonly Finding[]>(
    `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => ({ rule: id, html, why: failureSummary }))))`,
  );
}

/** Words that are shown smaller than they may be. */
export async function smallLettersIn(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(
    `[...document.querySelectorAll("body *")]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""))
      .filter((element) => !["SCRIPT", "STYLE", "TITLE", "NOSCRIPT", "OPTION"].includes(element.tagName.toUpperCase()))
      .filter((element) => element.getClientRects().length > 0)
      .flatMap((element) => {
        const scale = element instanceof SVGElement && element.getScreenCTM() !== null ? element.getScreenCTM().a : 1;
        const size = parseFloat(getComputedStyle(element).fontSize) * scale;
        return size < ${String(SMALLEST_LETTERS)} ? [size.toFixed(1) + " px: " + element.textContent.trim().slice(0, 60)] : [];
      })`,
  );
}

/** How many pixels the page is wider than its window. */
export async function overhangOf(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
}

export async function expectQuality(page: Page): Promise<void> {
  expect({
    findings: await findingsIn(page),
    smallLetters: await smallLettersIn(page),
    overhang: Math.max(0, await overhangOf(page)),
  }).toEqual({ findings: [], smallLetters: [], overhang: 0 });
}
