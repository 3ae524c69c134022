// GET doors of what is published, for everybody and without an account: the files of each release, the newest one, and the
// catalogue of all. They reach published tables only.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problemsOf, type Problem } from "../domain/problem.js";
import { releaseNumber, type ReleaseHead, type Withdrawal } from "../domain/release/published-release.js";
import { missing } from "../exports/address-problems.js";
import { correctionFeed } from "../exports/correction-feed.js";
import { dataCatalogue } from "../exports/data-catalogue.js";
import { withdrawn } from "../usecases/asked-release.js";
import type { ReadReleases } from "../usecases/read-releases.js";
import { allowPublic, openToAll } from "./open-to-all.js";
import { readQuery } from "./query.js";
import { refuseAll } from "./refusals.js";
import { findFile } from "./release-file.js";
import { Digests, sendLasting, tagPackedBytes, type MakeFile } from "./send-lasting.js";

export interface ReleaseDoors {
  readonly useCases: ReadReleases;
  /** Address of the server, without a slash at its end. */
  readonly site: string;
  /** Milliseconds after which a reader who takes nothing is given up. */
  readonly longestSilenceMs: number;
}

/** The texts are worth packing on the way; Parquet is packed already. */
const compress = { customTypes: /^(?:text\/|application\/(?:jsonl?|ld\+json)\b)/ };

/** A minute: what is not there today may be published tomorrow, and the newest may be so no more. */
const SHORT = "public, max-age=60";

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

export async function addReleaseDoors(app: FastifyInstance, doors: ReleaseDoors): Promise<void> {
  const digests = new Digests();
  await app.register((scope, _options, done) => {
    tagPackedBytes(scope);
    scope.addHook("onRequest", (_request, reply, next) => {
      void openToAll(reply).header("cache-control", SHORT);
      next();
    });
    // A fault is kept by nobody, whatever had been promised of the file before it.
    scope.addHook("onSend", (_request, reply, _payload, next) => {
      if (reply.statusCode >= 500) void reply.header("cache-control", "no-store").removeHeader("etag");
      next();
    });
    const read = (url: string, handler: Handler) =>
      scope.route({ method: ["GET", "HEAD"], url, compress, config: { isCostTold: true }, handler });
    read("/data.json", (request, reply) => sendCatalogue(doors, request, reply));
    read("/corrections.atom", (request, reply) => sendFeed(doors, request, reply));
    read("/releases/latest", (request, reply) => sendOn(doors, request, reply));
    read("/releases/latest/*", (request, reply) => sendOn(doors, request, reply));
    for (const url of ["/releases", "/releases/"])
      read(url, async (_request, reply) => reply.redirect("/data", 302));
    read("/releases/:number", (request, reply) => sendCited(doors, request, reply));
    read("/releases/:number/*", (request, reply) => sendFileOf(doors, digests, request, reply));
    for (const url of ["/corrections.atom", "/data.json", "/releases/*"])
      scope.options(url, (_request, reply) => allowPublic(reply, "GET, HEAD"));
    done();
  });
}

/** What a citation leads to: a browser to the page of the release, a program to its description. */
async function sendCited(
  { useCases }: ReleaseDoors,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { number = "" } = request.params as Readonly<Record<string, string>>;
  const found = await useCases.findRelease(number);
  void reply.header("vary", "accept");
  if (found.ok && request.headers.accept?.includes("text/html") === true)
    return reply.redirect(
      `/${found.value.stateCode.toLowerCase()}/releases#${releaseNumber(found.value)}`,
      302,
    );
  return reply.redirect(`/releases/${encodeURIComponent(number)}/dataset.jsonld`, 302);
}

async function sendFileOf(
  { useCases, site, longestSilenceMs }: ReleaseDoors,
  digests: Digests,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { number = "", "*": path = "" } = request.params as Readonly<Record<string, string>>;
  const found = await useCases.findRelease(number);
  const release = found.ok ? found.value : null;
  if (release !== null && release.withdrawal !== null)
    return refuseWithdrawn(reply, release, release.withdrawal);
  const asked = findFile(path, (names) => readQuery(request, names), release);
  if (release === null || !asked.ok)
    return refuseFile(reply, [...problemsOf(found).map(atUrl), ...problemsOf(asked)]);
  const digest = (name: string, make: MakeFile) => digests.of(`${releaseNumber(release)}/${name}`, make);
  const { name, open } = asked.value;
  const file = await open({ useCases, site, release, digest });
  if (!file.ok) return refuseFile(reply, file.problems);
  return sendLasting(request, reply, await digest(name, file.value), file.value, longestSilenceMs);
}

async function sendOn(
  { useCases }: ReleaseDoors,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { "*": path = "" } = request.params as Readonly<Record<string, string>>;
  const query = new URLSearchParams(request.url.split("?")[1]);
  // What else is asked is for the file to judge.
  const { values, problems } = readQuery(request, ["state", ...query.keys()]);
  const { state } = values;
  if (problems.length > 0) return refuseAll(reply, 400, problems);
  if (state === undefined) return refuseAll(reply, 400, [missing("state")]);
  query.delete("state");
  const newest = await useCases.findNewest(state);
  if (!newest.ok)
    return refuseFile(
      reply,
      newest.problems.map((one) => ({ ...one, path: "query.state" })),
    );
  const place = path === "" ? "" : `/${encodeURI(path)}`;
  const rest = query.size === 0 ? "" : `?${query.toString()}`;
  return reply.redirect(`/releases/${releaseNumber(newest.value)}${place}${rest}`, 302);
}

async function sendCatalogue(
  { useCases, site }: ReleaseDoors,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { problems } = readQuery(request, []);
  if (problems.length > 0) return refuseAll(reply, 400, problems);
  const catalogue = dataCatalogue(await useCases.listStanding(), site);
  return reply.type("application/json; charset=utf-8").send(`${JSON.stringify(catalogue, null, 1)}\n`);
}

async function sendFeed(
  { useCases, site }: ReleaseDoors,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { values, problems } = readQuery(request, ["state"]);
  if (problems.length > 0) return refuseAll(reply, 400, problems);
  const state = values.state ?? null;
  const changing = await useCases.listChanging(state);
  if (!changing.ok)
    return refuseFile(
      reply,
      changing.problems.map((one) => ({ ...one, path: "query.state" })),
    );
  const told = await Promise.all(
    changing.value.map(async (release) => ({
      release,
      corrections: await useCases.readCorrections(release),
    })),
  );
  const address = `${site}/corrections.atom${state === null ? "" : `?state=${state}`}`;
  return reply.type("application/atom+xml; charset=utf-8").send(correctionFeed(told, site, address));
}

/** The stone over a release: since when it is shown no more, and why, in the place of everything that it held. */
function refuseWithdrawn(reply: FastifyReply, release: ReleaseHead, withdrawal: Withdrawal): FastifyReply {
  const told = {
    release: releaseNumber(release),
    at: withdrawal.at.toISOString(),
    reason: withdrawal.reason,
  };
  const fix = `The newest that stands is found under /releases/latest/…?state=${release.stateCode}.`;
  const problem = { ...withdrawn(release, withdrawal, "url"), fix };
  return refuseAll(reply, 410, [problem], { withdrawal: told });
}

function refuseFile(reply: FastifyReply, problems: readonly Problem[]): FastifyReply {
  const isGone = problems.some(({ code }) => code === "NOT_FOUND" || code === "NOTHING_PUBLISHED");
  return refuseAll(reply, isGone ? 404 : 400, problems);
}

function atUrl(found: Problem): Problem {
  return { ...found, path: "url" };
}
