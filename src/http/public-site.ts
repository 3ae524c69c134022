// The public pages: rendered here, by the public API's own answers, for whoever comes without a login.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AskInProcess } from "../graphql/in-process.js";
import { Refused, type AskPublic } from "../site/ask-public.js";
import type { Page } from "../site/layout.js";
import { comparePage } from "../site/pages/compare.js";
import { correctionsPage } from "../site/pages/corrections.js";
import { definitionsPage } from "../site/pages/definitions.js";
import { documentPage, DOCUMENTS } from "../site/pages/documents.js";
import { embeddedPage } from "../site/pages/embedded.js";
import { funnelPage } from "../site/pages/funnel.js";
import { overviewPage } from "../site/pages/overview.js";
import { chapterPage, countyPage } from "../site/pages/place.js";
import { placesPage } from "../site/pages/places.js";
import { refusalPage } from "../site/pages/refusal.js";
import { releasesPage } from "../site/pages/releases.js";
import type { Site, Visit } from "../site/pages/site.js";
import { homePage, statesPage } from "../site/pages/states.js";
import { unpublishedPage } from "../site/pages/unpublished.js";
import { previewPicture } from "../site/preview-picture.js";
import { renderEmbedded, renderPage } from "../site/render.js";
import { Unpublished } from "../site/view.js";
import { sendHtml, type Frame } from "./html.js";
import { FOR_EMBEDDING } from "./security-headers.js";

export interface PublicSite {
  readonly ask: AskInProcess;
  readonly frame: Frame;
  readonly isReleaseUnderWay: Site["isReleaseUnderWay"];
}

type MakePage = (site: Site, visit: Visit) => Promise<Page>;

/** Postal codes alone, so that no other address is taken for a state's. */
const STATE = "/:state(^[A-Za-z]{2}$)";

const PAGES: readonly (readonly [path: string, make: MakePage])[] = [
  ["/", homePage],
  ["/states", statesPage],
  [STATE, overviewPage],
  [`${STATE}/places`, placesPage],
  [`${STATE}/counties/:fips`, countyPage],
  [`${STATE}/chapters/:slug`, chapterPage],
  [`${STATE}/compare`, comparePage],
  [`${STATE}/funnel`, funnelPage],
  [`${STATE}/releases`, releasesPage],
  [`${STATE}/corrections`, correctionsPage],
  ["/definitions", definitionsPage],
  ...[...DOCUMENTS.keys()].map((path) => [path, () => Promise.resolve(documentPage(path))] as const),
];

const PREVIEWS = [
  `/preview${STATE}.png`,
  `/preview${STATE}/counties/:fips.png`,
  `/preview${STATE}/chapters/:slug.png`,
];

export function addPublicSite(app: FastifyInstance, { ask, frame, isReleaseUnderWay }: PublicSite): void {
  const site: Site = { ask: asking(ask), url: frame.site, isReleaseUnderWay };
  const send =
    (render: typeof renderPage, make: MakePage) => async (request: FastifyRequest, reply: FastifyReply) => {
      const made = await Promise.resolve(make(site, visitOf(request))).catch(expected);
      if (made instanceof Unpublished) {
        const page = await unpublishedPage(site, made);
        return sendHtml(request, reply, render({ page, ...frame }), "PASSING");
      }
      const [status, page] = made instanceof Refused ? [made.status, refusalPage(made)] : [200, made];
      return sendHtml(request, reply.code(status), render({ page, ...frame }));
    };
  for (const [path, make] of PAGES) {
    app.get(path, send(renderPage, make));
    if (path !== "/") app.get(`${path}/`, withoutSlash);
  }
  app.get(`/embed${STATE}/:chart`, { helmet: FOR_EMBEDDING }, send(renderEmbedded, embeddedPage));
  for (const path of PREVIEWS)
    app.get(path, async (request, reply) => {
      const picture = await previewPicture(site, visitOf(request)).catch(expected);
      if (picture instanceof Error)
        return reply
          .code(picture instanceof Refused ? picture.status : 404)
          .type("text/plain; charset=utf-8")
          .send(picture.message);
      return reply.type("image/png").header("cache-control", "public, max-age=600").send(picture);
    });
}

/** Whoever ends an address with a slash means the page without it. */
function withoutSlash(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(request.url.replace(/\/(?=\?|$)/, ""), 301);
}

/** The API's answers as pages read them. */
function asking(ask: AskInProcess): AskPublic {
  return async <Data>(document: { toString(): string }, variables: unknown) => {
    const answer = await ask(document.toString(), variables as Readonly<Record<string, unknown>>);
    if (answer.ok) return answer.data as Data;
    if (answer.problems.length === 0) throw unanswered(answer.code);
    const isNowhere = answer.problems.every(
      ({ code }) => code === "NOT_FOUND" || code === "NOTHING_PUBLISHED",
    );
    throw new Refused(isNowhere ? 404 : 400, answer.problems);
  };
}

/** The log has said why: there is no more to say of it here. */
function unanswered(code: string): Error {
  if (code !== "DATABASE_UNAVAILABLE") return new Error(`The API answered ${code}.`);
  const [message, fix] = ["The database does not answer just now.", "Try again in a moment."];
  return new Refused(503, [{ code, path: "server", message, fix }]);
}

/** What a page is made of instead; anything else is a bug. */
function expected(error: unknown): Refused | Unpublished {
  if (error instanceof Refused || error instanceof Unpublished) return error;
  throw error;
}

function visitOf(request: FastifyRequest): Visit {
  const query = request.query as Readonly<Record<string, string | readonly string[]>>;
  return {
    params: request.params as Visit["params"],
    // Of a name that is given twice, the first is taken; an empty one is as good as none.
    query: Object.fromEntries(
      Object.entries(query).flatMap(([name, value]) => {
        const [first = ""] = [value].flat();
        return first === "" ? [] : [[name, first]];
      }),
    ),
  };
}
