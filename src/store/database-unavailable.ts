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

const AWAY = "The database does not answer just now.";
const STRAINED = "The database has more work than it can do just now.";
const FULL = "The disk of the database is full, so nothing can be saved.";
const READ_ONLY = "The database can only be read just now, so nothing can be saved.";
const HELD_UP = "Another change holds what this one needs, and takes too long.";
const TOO_LONG = "The database took too long to answer, and was stopped.";

/** What PostgreSQL (SQLSTATE), the system and Prisma call it. */
const CODES: ReadonlyMap<unknown, string> = new Map([
  // Shutting down, crashed, starting up.
  ...["57P01", "57P02", "57P03"].map((code) => [code, AWAY] as const),
  // Nobody there, or hung up.
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE"].map((code) => [code, AWAY] as const),
  // No connection, or no transaction, to be had in time.
  ...["P2024", "P2028"].map((code) => [code, STRAINED] as const),
  ["53000", STRAINED],
  ["53100", FULL],
  ["53200", STRAINED],
  ["53300", STRAINED],
  ["53400", STRAINED],
  ["25006", READ_ONLY],
  // Lock not to be had in time; deadlock; serialization failure.
  ...["55P03", "40P01", "40001"].map((code) => [code, HELD_UP] as const),
  // Canceled by a time limit: of a statement, of a transaction that stood idle.
  ...["57014", "25P03"].map((code) => [code, TOO_LONG] as const),
]);

const HUNG_UP = /Connection terminated|Client has encountered a connection error/;
const NO_CONNECTION = "timeout exceeded when trying to connect";

interface Failure {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

export interface Unavailability {
  /** One sentence for whoever asked. */
  readonly why: string;
  /** It does not pass by itself: nothing can be saved until somebody makes room. */
  readonly isLasting: boolean;
}

/** Why work failed, when the database could not do it and the same request may succeed later; null for any other failure. */
export function databaseUnavailability(error: unknown): Unavailability | null {
  const why = whyUnavailable(error);
  return why === null ? null : { why, isLasting: why === FULL || why === READ_ONLY };
}

function whyUnavailable(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  if (error instanceof DatabaseUnavailable) return AWAY;
  const { code, originalCode, kind, message, cause, meta } = error as Failure;
  const known = CODES.get(originalCode) ?? CODES.get(code);
  if (known !== undefined) return known;
  if (KINDS.has(kind)) return AWAY;
  if (typeof message === "string" && HUNG_UP.test(message)) return AWAY;
  if (typeof message === "string" && message.includes(NO_CONNECTION)) return STRAINED;
  return whyUnavailable(cause) ?? whyUnavailable(meta?.driverAdapterError);
}
