// What a connection of the database may take, and how many there may be.

/** What one statement, one wait for a lock, and one pause inside a transaction may take. */
export interface TimeLimits {
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleMs: number;
}

/** Time limits of whatever somebody waits for; background jobs have longer ones of their own. */
export interface DatabaseSettings extends TimeLimits {
  /** At most, in each of four pools: questions, changes, background jobs, and what anybody may ask. */
  readonly mostConnections: number;
}

export const DEFAULT_DATABASE_SETTINGS: DatabaseSettings = {
  statementMs: 10_000,
  lockMs: 5_000,
  idleMs: 30_000,
  mostConnections: 10,
};
