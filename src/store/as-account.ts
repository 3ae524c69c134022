// Work in the name of an account: under the role that owns nothing, seeing only what the account's grants reach.

import type { Prisma, PrismaClient } from "./generated/client.js";

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
  return prisma.$transaction(async (client) => {
    await client.$executeRaw`
      SELECT set_config('app.account', ${String(accountId)}, true), set_config('role', ${ROLE}, true)`;
    return work(client);
  });
}
