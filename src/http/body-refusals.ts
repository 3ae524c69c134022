// What is wrong with the body of a request, in words of ours, with a way out that fits what was sent and where.

import type { FastifyError, FastifyRequest } from "fastify";
import { LARGEST_FILE_MB } from "../ingest/report-files/limits.js";
import type { Refusal } from "./refusals.js";

/** Where files are sent, whose limit is told in megabytes. */
export const UPLOAD_PATH = "/reports/import";

const MEGABYTE = 1024 * 1024;

export function bodyRefusal(error: FastifyError, request: FastifyRequest): Refusal {
  const status = error.statusCode ?? 400;
  if (status === 413) return tooLarge(request);
  const bad = { status, code: "BAD_REQUEST" };
  const encoding = (request.headers["content-encoding"] ?? "").slice(0, 20);
  if (error.code === "FST_CP_ERR_INVALID_CONTENT_ENCODING")
    return {
      ...bad,
      path: "headers.content-encoding",
      message: `The content encoding "${encoding}" is not read here.`,
      fix: "Send the body as it is, without Content-Encoding, or compressed by gzip, deflate or br.",
    };
  if (error.code === "FST_CP_ERR_INVALID_CONTENT")
    return {
      ...bad,
      path: "body",
      message: `The body cannot be unpacked as its Content-Encoding says ("${encoding}"): it is something else, or was cut off.`,
      fix: "Compress it anew, or send it as it is, without Content-Encoding.",
    };
  return {
    ...bad,
    path: status === 415 ? "headers.content-type" : "body",
    message: `${error.message.replace(/\.$/, "")}.`,
    fix: status === 415 ? "Send it with Content-Type: application/json." : wayOut(request),
  };
}

function tooLarge(request: FastifyRequest): Refusal {
  const { url, bodyLimit } = request.routeOptions;
  if (url === UPLOAD_PATH)
    return {
      status: 413,
      code: "FILE_TOO_LARGE",
      path: "body",
      message: `The file is ${sizeOf(request)} MB; at most ${String(LARGEST_FILE_MB)} MB are read.`,
      fix: "Take out pictures and sheets that do not belong to the report, or upload the months in several files.",
    };
  return {
    status: 413,
    code: url === "/graphql" ? "QUERY_TOO_LARGE" : "BODY_TOO_LARGE",
    path: "body",
    message: "The body of the request is too large.",
    fix: `Send less at once: the limit is ${String(Math.floor(bodyLimit / 1000))} kB.`,
  };
}

/** As far as the sender has said so: a packed file, or one in pieces, is not measured further than the limit. */
function sizeOf({ headers }: FastifyRequest): string {
  const bytes = Number(headers["content-length"]);
  const isSaid = headers["content-encoding"] === undefined && bytes > LARGEST_FILE_MB * MEGABYTE;
  return isSaid ? String(Math.ceil((bytes * 10) / MEGABYTE) / 10) : `more than ${String(LARGEST_FILE_MB)}`;
}

function wayOut({ routeOptions: { url } }: FastifyRequest): string {
  if (url === "/graphql") return 'Send a JSON object with a "query".';
  return url === UPLOAD_PATH
    ? "Send the file itself as the body of the request."
    : "Send a JSON object with Content-Type: application/json.";
}
