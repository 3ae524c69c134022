// Files are read beside everything else, a few at a time.

import { afterAll, describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import { MOST_WAITING_FILES } from "./limits.js";
import { openReadingRoom } from "./reading-room.js";
import { readReportFile } from "./read-report-file.js";

const room = openReadingRoom(join(process.cwd(), "dist/src/ingest/report-files/reading-thread.js"));
afterAll(() => room.close());

const file = (text: string) => ({ name: "march", bytes: Buffer.from(text) });

describe("the reading room", () => {
  it("reads what is read without it", async () => {
    const good = file("county_fips,month,ENCOUNTERS\n29510,2026-03,-7\n29019,2026-03,NC\n");
    expect(await room.read(good)).toEqual(await readReportFile(good));
    const bad = file("%PDF-1.7");
    expect(await room.read(bad)).toEqual(await readReportFile(bad));
  });

  it("lets a file wait while others are read, and sends away what comes when many wait", async () => {
    const small = file("county_fips,month,ENCOUNTERS\n29510,2026-03,7\n");
    const all = await Promise.all(Array.from({ length: MOST_WAITING_FILES + 5 }, () => room.read(small)));
    const read = all.filter((one) => one !== null);
    expect(read.length).toBeGreaterThanOrEqual(MOST_WAITING_FILES);
    expect(read.length).toBeLessThan(all.length);
    expect(read.every(({ ok }) => ok)).toBe(true);
    expect((await room.read(small))?.ok).toBe(true);
  });
});
