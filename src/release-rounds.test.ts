import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { NESTED_POLICY } from "./domain/disclosure/policy.js";
import { startReleaseRounds } from "./release-rounds.js";
import { releaseQueue } from "./store/release-queue.js";
import { accountOf, copyDatabase, type TestDatabase } from "./testkit/database.js";
import { USUAL_TERMS } from "./usecases/builder-lease.js";
import { buildWaitingRelease, type ReleaseBuilderPorts } from "./usecases/build-waiting-release.js";

let database: TestDatabase;
beforeEach(async () => {
  database = await copyDatabase("demonstration");
  await database.query(
    `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at)
     VALUES ('MO', 'REGULAR', '2026-02', now(), 'QUEUED', $1, $2, now())`,
    [NESTED_POLICY, await accountOf(database, "reviewer")],
  );
});
afterEach(() => database.drop());

type Figures = ReleaseBuilderPorts["figures"]["asOf"];

/** A builder that stands where it reads the figures. */
function builder(asOf: Figures, terms = USUAL_TERMS) {
  const notReached = () => Promise.reject(new Error("The build goes no further than its figures."));
  const ports = { protectYear: notReached, restateYear: notReached, checkProof: notReached };
  return buildWaitingRelease(
    {
      ...ports,
      figures: { asOf } as ReleaseBuilderPorts["figures"],
      releaseQueue: releaseQueue(database.prisma),
      clock: () => new Date(),
    },
    terms,
  );
}

const forEver: Figures = () => new Promise(() => undefined);
const atOnce: Figures = () => Promise.reject(new Error("no figures"));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function until(condition: string): Promise<void> {
  while ((await database.query(`SELECT FROM release WHERE ${condition}`)).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a builder of releases", () => {
  it("hands back what it builds when the server stops, so that the next one need not wait", async () => {
    const rounds = startReleaseRounds({ buildWaitingRelease: builder(forEver), log: quiet, everyMs: 5 });
    await until("lease_ends_at > now()");
    expect(await builder(atOnce)()).toBeNull();
    await rounds.stop();
    expect(await builder(atOnce)()).toMatchObject({ status: "FAILED" });
  });

  it("keeps the lease as long as it is at it, and no longer", async () => {
    const ending = new AbortController();
    const terms = { lastsMs: 3_600_000, renewedEveryMs: 5, watchedEveryMs: 3_600_000 };
    const slow = builder(forEver, terms)(ending.signal);
    await until("status = 'BUILDING'");
    const [{ end } = { end: null }] = await database.query<{ end: Date }>(
      'SELECT lease_ends_at AS "end" FROM release',
    );
    await until(`lease_ends_at > '${end?.toISOString() ?? ""}'`);
    ending.abort();
    expect(await slow).toMatchObject({ status: "HANDED_BACK" });
    await until("status = 'BUILDING' AND lease_ends_at <= now()");
  });

  const watchful = { ...USUAL_TERMS, watchedEveryMs: 5 };
  const discard = () =>
    database.query("UPDATE release SET status = 'DISCARDED', lease_ends_at = NULL, step = NULL");

  it("ends what is under way once its release is discarded, and nobody builds it again", async () => {
    const canceled = builder(forEver, watchful)();
    await until("status = 'BUILDING'");
    await discard();
    expect(await canceled).toMatchObject({ status: "CANCELED" });
    expect(await builder(atOnce)()).toBeNull();
  });

  it("ends what is under way once another has taken over", async () => {
    const late = builder(forEver, watchful)();
    await until("status = 'BUILDING'");
    await database.query("UPDATE release SET lease_ends_at = lease_ends_at + interval '1 second'");
    expect(await late).toMatchObject({ status: "LOST" });
  });

  it("that died leaves a release that can be discarded, and then nobody builds it again", async () => {
    await database.query(
      "UPDATE release SET status = 'BUILDING', lease_ends_at = now() - interval '1 second', step = 'begun'",
    );
    await discard();
    expect(await builder(atOnce)()).toBeNull();
  });

  it("that ends in the very moment in which its release is discarded writes nothing", async () => {
    const free: { fail: (error: Error) => void } = { fail: () => undefined };
    const figures: Figures = () =>
      new Promise((_resolve, reject) => {
        free.fail = reject;
      });
    const canceled = builder(figures)();
    await until("status = 'BUILDING'");
    await discard();
    free.fail(new Error("too late"));
    expect(await canceled).toMatchObject({ status: "CANCELED" });
    await until("status = 'DISCARDED' AND problems = '[]'");
  });

  it("writes nothing once another has taken over", async () => {
    const free: { fail: (error: Error) => void } = { fail: () => undefined };
    const late = builder(
      () =>
        new Promise((_resolve, reject) => {
          free.fail = reject;
        }),
    )();
    await until("status = 'BUILDING'");
    await database.query("UPDATE release SET lease_ends_at = now() - interval '1 second'");
    const ending = new AbortController();
    const other = builder(forEver)(ending.signal);
    await until("lease_ends_at > now()");
    free.fail(new Error("too late"));
    expect(await late).toMatchObject({ status: "LOST" });
    await until("status = 'BUILDING'");
    ending.abort();
    expect(await other).toMatchObject({ status: "HANDED_BACK" });
  });
});
