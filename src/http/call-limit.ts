// How many calls one network, and one token, may make: counted in this process, told in the headers of the IETF draft
// "RateLimit header fields for HTTP", and refused with 429 beyond.

import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { CallLimits } from "../call-limits.js";
import { networkOf } from "../domain/access/network.js";
import { readsPages, sendRefusalPage, type Frame } from "./html.js";
import { openToAll } from "./open-to-all.js";
import { refuse } from "./refusals.js";

const WINDOW_SECONDS = 60;

/** Whoever watches the server asks these, and must not be taken for a flood. */
const UNCOUNTED: ReadonlySet<string | undefined> = new Set(["/healthz", "/readyz"]);

interface Counted {
  readonly policy: "network" | "token";
  readonly most: number;
  readonly left: number;
  readonly seconds: number;
}

/** @param frame of the page that a browser is answered with */
export function addCallLimit(app: FastifyInstance, { perNetwork, perToken }: CallLimits, frame: Frame): void {
  const counter = (keyPrefix: string, points: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS });
  const networks = counter("network", perNetwork);
  const tokens = counter("token", perToken);

  app.addHook("onRequest", async (request, reply) => {
    if (UNCOUNTED.has(request.routeOptions.url)) return;
    // Also with a token: whoever makes tokens up would have a new count with each.
    const counted = [await count("network", networks, networkOf(request.ip))];
    const token = tokenOf(request);
    if (token !== null && !isBeyond(counted[0])) counted.push(await count("token", tokens, token));
    tell(reply, counted);
    const beyond = counted.find(isBeyond);
    if (beyond !== undefined) return refuseCall(request, reply, beyond, frame);
  });
}

async function count(policy: Counted["policy"], counter: RateLimiterMemory, key: string): Promise<Counted> {
  const result = await counter.consume(key).catch((refused: unknown) => {
    // The library rejects with what is left of the window; anything else is a failure.
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  });
  const seconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  const isRefused = result.consumedPoints > counter.points;
  return { policy, most: counter.points, left: isRefused ? -1 : result.remainingPoints, seconds };
}

function isBeyond(counted: Counted | undefined): boolean {
  return counted !== undefined && counted.left < 0;
}

/** Tokens are long; memory holds their hashes. */
function tokenOf({ headers: { authorization } }: FastifyRequest): string | null {
  return authorization === undefined ? null : createHash("sha256").update(authorization).digest("base64url");
}

function tell(reply: FastifyReply, counted: readonly Counted[]): void {
  const policies = counted.map(
    ({ policy, most }) => `"${policy}";q=${String(most)};w=${String(WINDOW_SECONDS)}`,
  );
  const left = counted.map(
    (one) => `"${one.policy}";r=${String(Math.max(0, one.left))};t=${String(one.seconds)}`,
  );
  void reply.header("ratelimit-policy", policies.join(", ")).header("ratelimit", left.join(", "));
}

function refuseCall(
  request: FastifyRequest,
  reply: FastifyReply,
  { policy, most, seconds }: Counted,
  frame: Frame,
): FastifyReply {
  const wait = `Wait ${String(seconds)} seconds`;
  const refusal = {
    status: 429,
    code: "TOO_MANY_REQUESTS",
    problemCode: "TOO_MANY_ATTEMPTS",
    path: "server",
    message: `More than ${String(most)} requests came within a minute ${policy === "token" ? "with this token" : "from your network"}.`,
    fix: `${wait}, and send fewer at a time: the header RateLimit says how many are left.`,
  } as const;
  // Also the page of another site, which may ask for what is public, learns when to come back.
  void openToAll(reply).header("retry-after", String(seconds));
  if (!readsPages(request)) return refuse(reply, refusal);
  return sendRefusalPage(frame, request, reply, { ...refusal, fix: `${wait}, and load the page again.` });
}
