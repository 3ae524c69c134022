// What it looks like when there is no database to work with: for the operator at the start, and for requests later on.

/** No usable database. The message is plain sentences for the operator: what happened, and what to do about it. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** What the driver adapter calls a database that it cannot get at. */
const KINDS: ReadonlySet<unknown> = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

const CODES: ReadonlySet<unknown> = new Set([
  // PostgreSQL: shutting down, crashed, starting up, too many connections.
  ...["57P01", "57P02", "57P03", "53300"],
  // The system: nobody there, or hung up.
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE"],
  // Prisma: no connection, or no transaction, to be had in time.
  ...["P2024", "P2028"],
]);

const HUNG_UP =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/;

interface Failure {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

/** Whether work failed because the database was not there, so that the same request may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if (error instanceof DatabaseUnavailable) return true;
  const { code, originalCode, kind, message, cause, meta } = error as Failure;
  if (KINDS.has(kind) || CODES.has(code) || CODES.has(originalCode)) return true;
  if (typeof message === "string" && HUNG_UP.test(message)) return true;
  return isDatabaseUnavailable(cause) || isDatabaseUnavailable(meta?.driverAdapterError);
}
