// Work in the name of an account: under the role that owns nothing, seeing only what the account's grants reach.

import pg from "pg";
import { asking, type Ask } from "./ask.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { holdingConnection } from "./one-connection.js";

const ROLE = "intercept_app";

/**
 * One transaction that can reach no row beyond the account's grants, whatever its statements ask for.
 * @param accountId 0 or any number that is no account reaches nothing
 */
export function asAccount<T>(
  prisma: PrismaClient,
  accountId: number,
  work: (client: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return prisma.$transaction((client) =>
    holdingConnection(async () => {
      await client.$executeRaw`
        SELECT set_config('app.account', ${String(accountId)}, true), set_config('role', ${ROLE}, true)`;
      return work(client);
    }),
  );
}

/** The same for what only reads, by statements whose plans are kept. */
export async function askingAsAccount<T>(
  pool: pg.Pool,
  accountId: number,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    const account = pg.escapeLiteral(String(accountId));
    // At once: each way to the database and back costs as much as a small statement.
    await client.query(
      `BEGIN READ ONLY; SELECT set_config('app.account', ${account}, true), set_config('role', '${ROLE}', true)`,
    );
    const answer = await holdingConnection(() => work(asking(client)));
    await client.query("COMMIT");
    client.release();
    return answer;
  } catch (error) {
    // Whatever state it is in, nobody gets this connection again.
    client.release(true);
    throw error;
  }
}
