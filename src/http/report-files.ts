// Files in and out: the template of a chapter, and the upload of a filled one. Judged and written by the same use case as
// every other way in.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../domain/access/viewer.js";
import { checkStateCode } from "../domain/geography.js";
import { problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { checkComment, LONGEST_COMMENT } from "../domain/reporting/filing.js";
import { isReportingMonth, MONTH_RULE } from "../domain/reporting-month.js";
import { checkStorable, isBlank, withoutUnstorable } from "../domain/text.js";
import { LARGEST_FILE } from "../ingest/report-files/limits.js";
import type { ReportFile } from "../ingest/report-files/read-report-file.js";
import { openReadingRoom, type ReadingRoom } from "../ingest/report-files/reading-room.js";
import { writeReportTemplate } from "../ingest/report-files/report-template.js";
import { MOST_PROBLEMS, withFewerProblems } from "../usecases/fewer-problems.js";
import { LONGEST_KEY } from "../usecases/idempotency.js";
import type { UseCases } from "../usecases/use-cases.js";
import { UPLOAD_PATH } from "./body-refusals.js";
import { readQuery } from "./query.js";
import { refuse, refuseAll, type Refusal } from "./refusals.js";

export interface ReportFileRoutes {
  readonly useCases: Pick<UseCases, "prepareTemplate" | "importReports">;
  /** The compiled file of the thread that reads files. */
  readonly readingThread: string;
  /** Who is signed in; null: nobody, and the reply has said so. */
  readonly staffOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Viewer | null>;
}

const FORMATS = {
  csv: { format: "CSV", type: "text/csv; charset=utf-8" },
  xlsx: { format: "XLSX", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
} as const;

export async function addReportFiles(app: FastifyInstance, routes: ReportFileRoutes): Promise<void> {
  const room = openReadingRoom(routes.readingThread);
  app.addHook("onClose", () => room.close());
  await app.register((scope, _options, done) => {
    // Whatever a browser calls the file: its bytes decide what it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: LARGEST_FILE },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.get("/reports/template.:extension", (request, reply) => sendTemplate(routes, request, reply));
    scope.post(UPLOAD_PATH, { bodyLimit: LARGEST_FILE }, (request, reply) =>
      takeUpload(routes, room, request, reply),
    );
    done();
  });
}

async function sendTemplate(
  { useCases, staffOf }: ReportFileRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = await staffOf(request, reply);
  if (viewer === null) return reply;
  const { extension } = request.params as { readonly extension: string };
  const query = readQuery(request, ["state", "chapter", "from", "until"]);
  const { state = "", chapter = "", from = "", until = "" } = query.values;
  const problems = [
    ...query.problems,
    ...checkState(query.values.state),
    ...(Object.hasOwn(FORMATS, extension) ? [] : [badFormat(extension)]),
    ...checkMonth("query.from", from),
    ...checkMonth("query.until", until),
  ];
  if (!isReportingMonth(from) || !isReportingMonth(until) || problems.length > 0)
    return refuseAll(reply, 400, problems);
  const prepared = await useCases.prepareTemplate(viewer, { state, chapter, from, until });
  if (!prepared.ok)
    return refuseAll(
      reply,
      400,
      prepared.problems.map((found) => ({ ...found, path: `query.${found.path}` })),
    );
  const { format, type } = FORMATS[extension as keyof typeof FORMATS];
  const { chapter: found, rows } = prepared.value;
  const { stateCode, slug: chapterSlug, name: chapterName } = found;
  const bytes = await writeReportTemplate(format, { stateCode, chapterSlug, chapterName, rows });
  return reply
    .type(type)
    .header("cache-control", "no-store")
    .header("content-disposition", `attachment; filename="${chapterSlug}-${from}.${extension}"`)
    .send(Buffer.from(bytes));
}

async function takeUpload(
  { useCases, staffOf }: ReportFileRoutes,
  room: ReadingRoom,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = await staffOf(request, reply);
  if (viewer === null) return reply;
  if (viewer.scopes === "READ") return refuseAll(reply, 403, [readingOnly()]);
  const query = readQuery(request, ["state", "chapter", "dryRun", "reason"]);
  const { state, chapter = "", dryRun = "false", reason } = query.values;
  const isDryRun = dryRun === "true";
  const key = isDryRun ? "" : request.headers["idempotency-key"];
  const reasonFaults = checkComment("query.reason", reason ?? null);
  const problems = [
    ...query.problems,
    ...checkState(state),
    ...reasonFaults.filter(({ message }) => query.problems.every((one) => one.message !== message)),
    ...(dryRun === "true" || dryRun === "false" ? [] : [badDryRun(dryRun)]),
    ...(isDryRun ? [] : checkKey(key)),
  ];
  const file = await fileIn(request, room);
  if (file === null) return refuse(reply.header("retry-after", "10"), BUSY);
  if (!file.ok) return refuseAll(reply, 400, [...problems, ...file.problems]);
  const { entries, ignoredColumns, ignoredSheets } = file.value;
  // What is wrong with the reason is said once, and not with each row.
  const said = reason === undefined ? null : withoutUnstorable(reason).slice(0, LONGEST_COMMENT);
  const order = { state: state ?? "", chapter, entries, reason: said };
  if (problems.length > 0 || typeof key !== "string") {
    // What the rows come to is said too, as far as it can be told: nothing is filed.
    const judged = await useCases.importReports(viewer, { ...order, idempotencyKey: "", isDryRun: true });
    const isPlaced = checkState(state).length === 0;
    const ofRows = judged
      .flatMap((row) => row.problems.filter(({ severity }) => severity === "ERROR"))
      .filter(({ code }) => isPlaced || code !== "NOT_FOUND");
    return refuseAll(reply, 400, [...problems, ...file.value.problems, ...ofRows].slice(0, MOST_PROBLEMS));
  }
  const reports = await useCases.importReports(viewer, { ...order, idempotencyKey: key, isDryRun });
  const told = withFewerProblems(reports, 0);
  return reply.header("cache-control", "no-store").send({
    dryRun: isDryRun,
    reports: told,
    problems: file.value.problems,
    moreProblems: told.reduce((sum, row) => sum + row.moreProblems, file.value.moreProblems),
    ignoredColumns,
    ignoredSheets,
  });
}

function badFormat(extension: string): Problem {
  return problem(
    "BAD_VALUE",
    "url",
    `There is no template of the kind "${extension}".`,
    "Ask for /reports/template.csv or /reports/template.xlsx.",
  );
}

function checkMonth(name: string, text: string): readonly Problem[] {
  if (isReportingMonth(text)) return [];
  return [
    problem(
      "BAD_MONTH",
      name,
      `"${text.slice(0, 60)}" is no month. ${MONTH_RULE}.`,
      'Write it like "2026-03".',
    ),
  ];
}

function readingOnly(): Problem {
  return problem(
    "NOT_ALLOWED",
    "headers.authorization",
    "The token is for reading only.",
    "Send one with the scopes READ_WRITE, or sign in.",
  );
}

function badDryRun(text: string): Problem {
  return problem(
    "BAD_VALUE",
    "query.dryRun",
    `"${text.slice(0, 60)}" is neither "true" nor "false".`,
    'Write "dryRun=true" to see what would change, or leave it out to file the reports.',
  );
}

function checkState(state: string | undefined): readonly Problem[] {
  if (state !== undefined) return checkStateCode(state, "query.state");
  const fix = 'Say which state, such as "?state=MO".';
  return [problem("MISSING_VALUE", "query.state", "It is missing from the address.", fix)];
}

/** The file comes by itself. A form around it, or what forms do to line ends, would be read as a broken file. */
async function fileIn(
  { headers, body }: FastifyRequest,
  room: ReadingRoom,
): Promise<Outcome<ReportFile> | null> {
  const type = headers["content-type"] ?? "";
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (/^multipart\//i.test(type)) return refused(wrapped());
  const isForm = /^application\/x-www-form-urlencoded/i.test(type);
  const isWorkbook = bytes.subarray(0, 2).toString("latin1") === "PK";
  const hasLines = bytes.includes("\n") || bytes.includes("\r");
  if (isForm && bytes.length > 0 && !isWorkbook && !hasLines) return refused(withoutLineEnds());
  return room.read({ name: "the file", bytes });
}

const BUSY: Refusal = {
  status: 503,
  code: "BUSY",
  problemCode: "TOO_MANY_ATTEMPTS",
  path: "server",
  message: "Many files are being read just now.",
  fix: "Send yours again in a moment, with the same key.",
};

const HOW_TO_SEND =
  "Send the file itself as the body of the request: curl --data-binary @october.csv -H 'Content-Type: text/csv' URL.";

function wrapped(): Problem {
  return problem(
    "UNREADABLE_FILE",
    "headers.content-type",
    "The file is wrapped in a form (multipart/form-data), as curl -F sends it.",
    HOW_TO_SEND,
  );
}

function withoutLineEnds(): Problem {
  return problem(
    "UNREADABLE_FILE",
    "body",
    "The file has lost the ends of its lines, as it does when curl -d sends it.",
    HOW_TO_SEND,
  );
}

function checkKey(key: string | readonly string[] | undefined): readonly Problem[] {
  const path = "headers.idempotency-key";
  if (typeof key === "string" && !isBlank(key) && key.length <= LONGEST_KEY) return checkStorable(path, key);
  return [
    problem(
      "MISSING_VALUE",
      path,
      `An upload needs a key of 1 to ${String(LONGEST_KEY)} characters, so that a retry files nothing twice.`,
      "Send a header Idempotency-Key with a random text, such as a UUID, and the same one with a retry.",
    ),
  ];
}
