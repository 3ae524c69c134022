// How heavy the public pages are and when one sees something of them, on a slow telephone: each beside the plainest page of the
// site, measured in the same browser in turns. Asks a server that runs: `npm run bench:pages -- http://localhost:4000`.

import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

const PAGES = [
  "/accessibility",
  "/mo",
  "/mo/places",
  "/mo/counties/29510",
  "/mo/funnel",
  "/embed/mo/map",
] as const;
const TURNS = 5;

/** Lighthouse's slow 4G: 1.6 Mbit/s down, 150 ms there and back; and a processor four times as slow. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const SLOWDOWN = 4;

interface Measured {
  /** Bytes over the wire, everything the page loads. */
  readonly bytes: number;
  readonly scriptBytes: number;
  /** Milliseconds until words are on the screen. */
  readonly paint: number;
}

export async function main([url = "http://localhost:4000"]: readonly string[]): Promise<void> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((flag) => flag !== "--single-process"),
    headless: true,
  });
  try {
    const taken = new Map<string, Measured[]>(PAGES.map((page) => [page, []]));
    for (let turn = 0; turn < TURNS; turn++)
      for (const page of PAGES) taken.get(page)?.push(await measure(browser, url, page));
    const floor = median((taken.get(PAGES[0]) ?? []).map(({ paint }) => paint));
    console.log("page                  kB in all  kB script  first words ms  against the plainest");
    for (const [page, all] of taken) {
      const paint = median(all.map((one) => one.paint));
      const kilobytes = (pick: (one: Measured) => number) => (median(all.map(pick)) / 1000).toFixed(1);
      console.log(
        [
          page.padEnd(20),
          kilobytes(({ bytes }) => bytes).padStart(10),
          kilobytes(({ scriptBytes }) => scriptBytes).padStart(10),
          paint.toFixed(0).padStart(15),
          `${(paint / floor).toFixed(2)}×`.padStart(21),
        ].join(" "),
      );
    }
  } finally {
    await browser.close();
  }
}

/** With an empty cache, as somebody comes who was never here. */
async function measure(browser: Browser, url: string, path: string): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  const kinds = new Map<string, string>();
  let [bytes, scriptBytes] = [0, 0];
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (kinds.get(requestId) === "Script") scriptBytes += encodedDataLength;
  });
  await page.goto(url + path, { waitUntil: "networkidle" });
  const paint = await page.evaluate<number>(
    `performance.getEntriesByName("first-contentful-paint")[0].startTime`,
  );
  await context.close();
  return { bytes, scriptBytes, paint };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
