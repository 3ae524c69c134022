// A coordinator's program on a bad line: it sends everything several times, at once and again, with keys and versions
// repeated. What came back is then held against what is on file. Knows neither the server nor the database.

import { chance, type Chance } from "../../src/demonstration/random.js";
import { REPORTED_MEASURES } from "../../src/domain/catalog/catalog.js";
import type { Receipt } from "../../src/usecases/receipt.js";

export interface Place {
  readonly state: string;
  readonly chapter: string;
  readonly county: string;
  readonly month: string;
}

export const MUTATIONS = ["submitReport", "saveReportDraft"] as const;
export type SentMutation = (typeof MUTATIONS)[number];

/** One thing that the program wants done, however often it sends it. */
export interface Order {
  readonly mutation: SentMutation;
  readonly place: Place;
  readonly version: number;
  readonly key: string;
  /** The number of encounters: no two orders say the same. */
  readonly encounters: number;
}

export interface Payload {
  readonly replayed: boolean;
  readonly unchanged: boolean;
  readonly receipt: Receipt | null;
  readonly userErrors: readonly { readonly code: string; readonly severity: string }[];
  readonly report: { readonly version: number } | null;
}

export interface Sent {
  readonly order: Order;
  readonly payload: Payload;
}

export type Send = (order: Order) => Promise<Payload>;

export function valuesOf({ encounters }: Order): Readonly<Record<string, number>> {
  return {
    ...Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0])),
    ENCOUNTERS: encounters,
    RESOLVED_ON_SCENE: encounters,
  };
}

interface Load {
  readonly places: readonly Place[];
  readonly sends: number;
  /** Senders at work at the same time. */
  readonly senders: number;
  readonly seed: number;
}

/** Sends as many times as asked, and answers everything that came back. */
export async function sendOnBadLine(
  send: Send,
  { places, sends, senders, seed }: Load,
): Promise<readonly Sent[]> {
  const all: Sent[] = [];
  const orders: Order[] = [];
  const versions = new Map(places.map((place) => [place, 0]));
  let begun = 0;

  const sendOnce = async (order: Order) => {
    const payload = await send(order);
    all.push({ order, payload });
    if (payload.report !== null)
      versions.set(order.place, Math.max(payload.report.version, versions.get(order.place) ?? 0));
  };
  const work = async (draw: Chance) => {
    while (begun < sends) {
      const order = nextOrder(draw, places, versions, orders);
      // Sent again before the first answer is there, as an impatient program does.
      const copies = Math.min(draw.pick([[1, 5], [2, 3], [4, 1]]), sends - begun); // prettier-ignore
      begun += copies;
      await Promise.all(Array.from({ length: copies }, () => sendOnce(order)));
    }
  };
  await Promise.all(
    Array.from({ length: senders }, (_, index) => work(chance(seed, "sender", String(index)))),
  );
  return all;
}

function nextOrder(
  draw: Chance,
  places: readonly Place[],
  versions: ReadonlyMap<Place, number>,
  orders: Order[],
): Order {
  const old = orders[draw.whole(0, Math.max(0, orders.length - 1))];
  const kind = draw.pick([["NEW", 6], ["AGAIN", 3], ["KEY_REUSED", 1]] as const); // prettier-ignore
  if (old !== undefined && kind === "AGAIN") return old;
  const place = draw.pick(places.map((one) => [one, 1] as const));
  const encounters = orders.length + 1;
  const order: Order = {
    mutation: draw.pick([["submitReport", 2], ["saveReportDraft", 1]] as const), // prettier-ignore
    place,
    // As it was seen last, or some time ago.
    version: Math.max(0, (versions.get(place) ?? 0) - draw.pick([[0, 8], [1, 1], [2, 1]])), // prettier-ignore
    key: old !== undefined && kind === "KEY_REUSED" ? old.key : `key ${String(encounters)}`,
    encounters,
  };
  orders.push(order);
  return order;
}

// ── What is wrong with what came back ───────────────────────────────────────────────────────────────────────────────

/** What is on file at one place at the end. */
export interface OnFile {
  readonly place: Place;
  readonly version: number;
  /** Encounters of every revision, in order. */
  readonly revisions: readonly number[];
  /** Encounters of the draft; null: none. */
  readonly draft: number | null;
  /** What was done, in order. */
  readonly actions: readonly string[];
}

export interface Tally {
  readonly sends: number;
  readonly orders: number;
  readonly done: number;
  readonly replayed: number;
  readonly stale: number;
  readonly keyReused: number;
  readonly wrongStatus: number;
  /** Versions for which several orders competed. */
  readonly races: number;
}

export interface Finding {
  readonly faults: readonly string[];
  readonly tally: Tally;
}

/** Holds every answer against every other, and all of them against what is on file. */
export function judge(sent: readonly Sent[], onFile: readonly OnFile[]): Finding {
  const byOrder = new Map<Order, Payload[]>();
  for (const { order, payload } of sent) byOrder.set(order, [...(byOrder.get(order) ?? []), payload]);
  const winners = [...byOrder].flatMap(([order, payloads]) => {
    const receipt = payloads.find((one) => one.receipt !== null)?.receipt ?? null;
    return receipt === null ? [] : [{ order, receipt }];
  });
  const faults = [
    ...[...byOrder].flatMap(([order, payloads]) => faultsOfOrder(order, payloads)),
    ...keysTwice(winners),
  ];
  for (const one of onFile)
    faults.push(
      ...faultsOfPlace(
        one,
        winners.filter(({ order }) => order.place === one.place),
      ),
    );
  const count = (test: (payload: Payload) => boolean) => sent.filter(({ payload }) => test(payload)).length;
  const said = (code: string) => count(({ userErrors }) => userErrors.some((found) => found.code === code));
  return {
    faults,
    tally: {
      sends: sent.length,
      orders: byOrder.size,
      done: winners.length,
      replayed: count(({ replayed }) => replayed),
      stale: said("STALE_VERSION"),
      keyReused: said("KEY_REUSED"),
      wrongStatus: said("WRONG_STATUS"),
      races: racesOf(
        [...byOrder.keys()],
        winners.map(({ order }) => order),
      ),
    },
  };
}

const REFUSALS: readonly string[] = ["STALE_VERSION", "KEY_REUSED", "WRONG_STATUS"];

/** One order is done once or not at all, and everybody who sent it is told the same. */
function faultsOfOrder(order: Order, payloads: readonly Payload[]): readonly string[] {
  const faults: string[] = [];
  const receipts = payloads.flatMap(({ receipt }) => receipt ?? []);
  const name = `order ${String(order.encounters)}`;
  if (new Set(receipts.map((receipt) => JSON.stringify(receipt))).size > 1)
    faults.push(`${name} has several receipts`);
  if (payloads.filter(({ receipt, replayed }) => receipt !== null && !replayed).length > 1)
    faults.push(`${name} was done twice`);
  if (receipts.length > 0 && receipts.length < payloads.length)
    faults.push(`${name} was done, and a retry was not told so`);
  for (const { receipt, unchanged, userErrors } of payloads) {
    const errors = userErrors.filter(({ severity }) => severity === "ERROR").map(({ code }) => code);
    const isWellRefused = errors.length > 0 && errors.every((code) => REFUSALS.includes(code));
    if (unchanged || (receipt === null) !== isWellRefused)
      faults.push(`${name} got neither a receipt nor a reason: ${errors.join()}`);
  }
  return faults;
}

interface Winner {
  readonly order: Order;
  readonly receipt: Receipt;
}

function keysTwice(winners: readonly Winner[]): readonly string[] {
  const keys = winners.map(({ order }) => order.key);
  return keys
    .filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => `${key} was good for two orders`);
}

/** Every change on file is one order that saw what was there before, and every receipt is on file. */
function faultsOfPlace(
  { place, version, revisions, draft, actions }: OnFile,
  winners: readonly Winner[],
): readonly string[] {
  const where = `${place.county} ${place.month}`;
  const inOrder = [...winners].sort((left, right) => left.receipt.version - right.receipt.version);
  const faults: string[] = [];
  for (const [index, { order, receipt }] of inOrder.entries()) {
    if (receipt.version !== index + 1)
      faults.push(`${where}: version ${String(receipt.version)} stands where ${String(index + 1)} should`);
    if (order.version !== receipt.version - 1)
      faults.push(
        `${where}: order ${String(order.encounters)} wrote over version ${String(receipt.version - 1)}, which it had not seen`,
      );
  }
  const submitted = inOrder.filter(({ order }) => order.mutation === "submitReport");
  const last = inOrder.at(-1)?.order;
  const same = (name: string, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(expected))
      faults.push(`${where}: ${name} on file: ${JSON.stringify(found)}; told: ${JSON.stringify(expected)}`);
  };
  same("version", version, inOrder.length);
  same(
    "revisions",
    revisions,
    submitted.map(({ order }) => order.encounters),
  );
  same(
    "steps",
    actions,
    inOrder.map(({ order }) => (order.mutation === "submitReport" ? "SUBMIT" : "SAVE")),
  );
  same("draft", draft, last?.mutation === "saveReportDraft" ? last.encounters : null);
  return faults;
}

function racesOf(orders: readonly Order[], winners: readonly Order[]): number {
  const competitors = new Map<string, number>();
  const seen = ({ place, version }: Order) => [place.county, place.month, String(version)].join(" ");
  for (const order of orders) competitors.set(seen(order), (competitors.get(seen(order)) ?? 0) + 1);
  return winners.filter((order) => (competitors.get(seen(order)) ?? 0) > 1).length;
}
