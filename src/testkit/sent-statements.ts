// The SQL that a piece of work sends, in order: to see that two works cannot be told apart by it.

import type pg from "pg";
import type { TestDatabase } from "./database.js";

/** Where the statements of a connection go while somebody listens. */
const listeners = new WeakMap<pg.PoolClient, string[] | null>();

/** Parameters are left out. The work must be the only one on the database. */
export async function sentBy(
  database: TestDatabase,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  const sent: string[] = [];
  const clients = new Set<pg.PoolClient>();
  const listen = (client: pg.PoolClient) => {
    clients.add(client);
    if (!listeners.has(client)) overhear(client);
    listeners.set(client, sent);
  };
  database.pool.on("acquire", listen);
  try {
    await work();
  } finally {
    database.pool.off("acquire", listen);
    for (const client of clients) listeners.set(client, null);
  }
  return sent;
}

function overhear(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: readonly unknown[]) => unknown;
  client.query = ((...args: readonly unknown[]) => {
    const [what] = args as readonly [string | { readonly text: string }];
    listeners.get(client)?.push(typeof what === "string" ? what : what.text);
    return query(...args);
  }) as pg.PoolClient["query"];
}
