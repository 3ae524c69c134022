import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  fateAfter,
  MOST_ATTEMPTS,
  reasonNotToSend,
  waitAfter,
  type Attempt,
  type WaitingMessage,
} from "./delivery.js";

const NOW = new Date("2026-11-10T12:00:00Z");
const HOUR_MS = 60 * 60 * 1_000;

function waiting(known: Partial<WaitingMessage> = {}): WaitingMessage {
  return {
    id: 1,
    kind: "OVERDUE",
    recipient: "anna@example.org",
    dedupeKey: "overdue/MO/linn/2026-10/1/anna@example.org",
    subject: "Overdue",
    text: "Hello",
    html: null,
    createdAt: NOW,
    uselessAt: null,
    attempts: 0,
    isOptedOut: false,
    ...known,
  };
}

const anyDraw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const FAILED: Attempt = { outcome: "FAILED", reason: "451 Try later", isServerAway: false };

/** Hours from the first attempt to the last, when every one fails. */
function hoursOfTrying(draws: readonly number[]): number {
  return draws.reduce((sum, draw, index) => sum + waitAfter(index + 1, draw), 0) / HOUR_MS;
}

describe("waitAfter", () => {
  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [8, 64 * 60],
    [11, 6 * 60 * 60],
    [21, 6 * 60 * 60],
  ])("after %i failures is %i seconds in the middle of its range", (failures, seconds) => {
    expect(waitAfter(failures, 0.5)).toBe(seconds * 1_000);
  });

  it("is between 80 % and 120 % of the middle, and never shorter after one failure more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), anyDraw, (failures, draw) => {
        const middle = waitAfter(failures, 0.5);
        expect(waitAfter(failures, draw)).toBeGreaterThanOrEqual(0.8 * middle);
        expect(waitAfter(failures, draw)).toBeLessThanOrEqual(1.2 * middle);
        expect(waitAfter(failures + 1, draw)).toBeGreaterThanOrEqual(waitAfter(failures, draw));
      }),
    );
  });

  it("spreads over about three days until a mail is given up", () => {
    const waits = MOST_ATTEMPTS - 1;
    expect(hoursOfTrying(Array<number>(waits).fill(0.5))).toBeCloseTo(74.5, 1);
    fc.assert(
      fc.property(fc.array(anyDraw, { minLength: waits, maxLength: waits }), (draws) => {
        expect(hoursOfTrying(draws)).toBeGreaterThan(59);
        expect(hoursOfTrying(draws)).toBeLessThan(90);
      }),
    );
  });
});

describe("fateAfter", () => {
  it("is sent when the server took it", () => {
    expect(fateAfter(waiting({ attempts: 3 }), { outcome: "ACCEPTED" }, NOW, 0.5)).toEqual({
      outcome: "SENT",
      attempts: 4,
    });
  });

  it("is given up at once when the recipient is refused for good", () => {
    const refused: Attempt = { outcome: "RECIPIENT_REFUSED", reason: "550 No such user" };
    expect(fateAfter(waiting(), refused, NOW, 0.5)).toEqual({
      outcome: "GAVE_UP",
      attempts: 1,
      reason: "550 No such user",
    });
  });

  it("waits after each failure but the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_ATTEMPTS + 3 }), anyDraw, (attempts, draw) => {
        const fate = fateAfter(waiting({ attempts }), FAILED, NOW, draw);
        expect(fate.attempts).toBe(attempts + 1);
        expect(fate.outcome).toBe(attempts + 1 >= MOST_ATTEMPTS ? "GAVE_UP" : "WAITS");
        if (fate.outcome === "WAITS") expect(fate.nextAttemptAt > NOW).toBe(true);
      }),
    );
  });
});

describe("reasonNotToSend", () => {
  it.each<[string, Partial<WaitingMessage>]>([
    ["coordinator@demo.invalid", { recipient: "coordinator@demo.invalid" }],
    ["@invalid", { recipient: "someone@invalid" }],
    ["capitals", { recipient: "COORDINATOR@DEMO.INVALID" }],
    ["an opt-out", { isOptedOut: true }],
    ["the hour at which it goes stale", { uselessAt: NOW }],
  ])("is given for %s", (_, known) => {
    expect(reasonNotToSend(waiting(known), NOW)).toMatch(/^Not sent: /);
  });

  it.each<[string, Partial<WaitingMessage>]>([
    ["a mail like any other", {}],
    ["an address that only looks like it", { recipient: "anna@invalid.example.org" }],
    ["a domain that ends in the letters", { recipient: "anna@notinvalid" }],
    ["the last moment before it goes stale", { uselessAt: new Date(NOW.getTime() + 1) }],
  ])("is none for %s", (_, known) => {
    expect(reasonNotToSend(waiting(known), NOW)).toBeNull();
  });
});
