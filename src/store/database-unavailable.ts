// The one error the application shows its operator when there is no database to work with.

/** No usable database. The message is plain sentences for the operator: what happened, and what to do about it. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}
