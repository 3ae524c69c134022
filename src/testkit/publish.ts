// A release brought out: asked for by one, built, and published by another.

import type { Asker, TestApp } from "./app.js";

/** @param until first month that is not in it @throws Error when a step is refused, or a gate fails */
export function publish(app: TestApp, until: string): Promise<void> {
  return bringOut(app, `buildRelease(state: "MO", until: "${until}"`, until);
}

/** A year that is out, restated. @throws Error when a step is refused, or a gate fails */
export function restate(app: TestApp, year: number): Promise<void> {
  return bringOut(app, `restateYear(state: "MO", year: ${String(year)}`, String(year));
}

async function bringOut(app: TestApp, mutation: string, key: string): Promise<void> {
  const id = await step(app, "reviewer", `${mutation}, idempotencyKey: "build ${key}")`);
  const built = await app.platform.buildWaitingRelease();
  if (built?.status !== "BUILT") throw new Error(`The release is ${built?.status ?? "nowhere"}.`);
  await step(app, "administrator", `publishRelease(release: "${id}", idempotencyKey: "publish ${key}")`);
}

/** @param number the number of a release of Missouri */
export async function withdraw(app: TestApp, number: number, reason: string): Promise<void> {
  const { data } = await app.ask(
    "reviewer",
    `{ releaseDrafts(state: "MO") { edges { node { id number } } } }`,
  );
  const { edges } = (data as { releaseDrafts: { edges: { node: { id: string; number: number | null } }[] } })
    .releaseDrafts;
  const id = edges.find(({ node }) => node.number === number)?.node.id ?? "";
  await step(
    app,
    "reviewer",
    `withdrawRelease(release: "${id}", reason: "${reason}", idempotencyKey: "withdraw ${String(number)}")`,
  );
}

async function step(app: TestApp, asker: Asker, mutation: string): Promise<string> {
  const answer = await app.ask(
    asker,
    `mutation { done: ${mutation} { release { id } userErrors { code message } } }`,
  );
  const { done } = (answer.data ?? {}) as {
    done?: { release: { id: string } | null; userErrors: readonly object[] };
  };
  if (done?.release == null) throw new Error(`${mutation}: ${answer.text}`);
  return done.release.id;
}
