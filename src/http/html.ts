// Pages as answers to browsers: their frame, their tag, and what stands in place of one that cannot be shown.

import type { FastifyReply, FastifyRequest } from "fastify";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Assets, LayoutProps } from "../site/layout.js";
import { refusalPage } from "../site/pages/refusal.js";
import { renderPage } from "../site/render.js";
import type { Refusal } from "./refusals.js";

/** What all pages have in common. */
export type Frame = Omit<LayoutProps, "page">;

/**
 * @param directory output of the site build
 * @param site address of the server without a slash at its end
 */
export function frameOf(directory: string, site: string): Frame {
  return { assets: assetsIn(directory), site };
}

/** @param kept `PASSING`: another page will soon stand here, so that nobody keeps this one */
export function sendHtml(
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
  kept: "FOR_A_MINUTE" | "PASSING" = reply.statusCode === 200 ? "FOR_A_MINUTE" : "PASSING",
): FastifyReply {
  const tag = `"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`;
  const isKept = kept === "FOR_A_MINUTE";
  void reply.header("cache-control", isKept ? "public, max-age=60" : "no-store");
  if (isKept) void reply.header("etag", tag);
  const isKnown = isKept && request.headers["if-none-match"]?.includes(tag) === true;
  return isKnown ? reply.code(304).send() : reply.type("text/html; charset=utf-8").send(html);
}

/** Whether whoever asks reads pages: a browser that was given an address, not a program. */
export function readsPages(request: FastifyRequest): boolean {
  return request.method === "GET" && request.headers.accept?.includes("text/html") === true;
}

/** A refusal as a page, for those who read pages. */
export function sendRefusalPage(
  frame: Frame,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, path, message, fix }: Refusal & { readonly status: 404 | 429 | 500 | 503 },
): FastifyReply {
  const page = refusalPage({ status, problems: [{ code, path, message, fix }] });
  return sendHtml(request, reply.code(status), renderPage({ page, ...frame }));
}

interface ManifestEntry {
  readonly file: string;
  readonly css?: readonly string[];
}

/** The files of the public pages by what the site build named them. */
function assetsIn(directory: string): Assets {
  const manifest = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")) as Readonly<
    Record<string, ManifestEntry>
  >;
  const entry = manifest["src/pages/public/main.ts"];
  const icon = manifest["src/favicon.svg"];
  if (entry === undefined || icon === undefined) throw new Error("The site build lacks the public pages.");
  return {
    styles: (entry.css ?? []).map((file) => `/${file}`),
    script: `/${entry.file}`,
    icon: `/${icon.file}`,
  };
}
