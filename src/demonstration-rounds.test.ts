import { describe, expect, it } from "@jest/globals";
import { startDemonstrationRounds } from "./demonstration-rounds.js";
import type { Release, ReleaseStatus } from "./domain/release/release-life.js";
import type { Rounds } from "./rounds.js";
import type { DemonstratedRelease } from "./usecases/demonstrate-release.js";

function found(status: ReleaseStatus, isNew = false): DemonstratedRelease {
  const number = status === "PUBLISHED" ? 1 : null;
  return { release: { stateCode: "MO", status, number } as Release, isNew };
}

/** All that rounds say which find this, one after the other. */
async function said(...steps: (DemonstratedRelease | null | Error)[]): Promise<readonly string[]> {
  const sentences: string[] = [];
  const log = (_details: object, message: string) => {
    sentences.push(message);
  };
  const left = [...steps];
  const rounds = await new Promise<Rounds>((resolve) => {
    const started = startDemonstrationRounds({
      demonstrateRelease: () => {
        const [next = null] = left.splice(0, 1);
        // By then what is said of the last step has been said.
        if (left.length === 0)
          setImmediate(() => {
            resolve(started);
          });
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
      },
      say: (sentence) => sentences.push(sentence),
      url: "http://localhost:4000",
      log: { info: log, warn: log, error: log },
      everyMs: 1,
    });
  });
  await rounds.stop();
  return sentences;
}

const BUILDING = expect.stringMatching(/^A first public release .* is being built.*localhost:4000\/graphiql/);
const PUBLISHED = expect.stringMatching(
  /^Release MO-1 .* is published: http:\/\/localhost:4000\/releases\/MO-1/,
);

describe("a server with demonstration data", () => {
  it("says once that a release is being built, and once that it is published", async () => {
    expect(
      await said(found("QUEUED"), found("BUILDING"), found("BUILDING"), found("PUBLISHED", true)),
    ).toEqual([BUILDING, PUBLISHED]);
  });

  it("says what another server on the same database has published of what it waited for", async () => {
    expect(await said(found("BUILDING"), found("PUBLISHED"))).toEqual([BUILDING, PUBLISHED]);
  });

  it("publishes what was built when the one before it ended", async () => {
    expect(await said(found("PUBLISHED", true))).toEqual([PUBLISHED]);
  });

  it("says nothing where all is done, or nothing is to be done", async () => {
    expect(await said(found("PUBLISHED"))).toEqual([]);
    expect(await said(null)).toEqual([]);
    expect(await said(found("FAILED"))).toEqual([]);
  });

  it("says that a gate did not hold", async () => {
    expect(await said(found("BUILDING"), found("FAILED"))).toEqual([
      BUILDING,
      expect.stringContaining("is failed"),
    ]);
  });

  it("looks again when a look has failed", async () => {
    expect(await said(new Error("The database is away."), found("PUBLISHED", true))).toEqual([
      "a round of the demonstration release failed",
      PUBLISHED,
    ]);
  });
});
