// Sign-ins that were refused: one row an account, so that no flood of them makes the table grow.

import { createHash } from "node:crypto";
import type { AccountWriter, Refusals } from "../usecases/account-ports.js";
import type { Client } from "./database.js";
import type { PrismaClient } from "./generated/client.js";

/** So many that two strangers rarely wait for each other's row, which would tell that there is no account. */
const PLACES_OF_NOBODY = 4_096;

export function refusalStore(prisma: PrismaClient): Refusals {
  return {
    async note(accountId, sender, at) {
      const nobody = placeOfNobody(sender);
      await prisma.$executeRaw`
        INSERT INTO refused_sign_in AS noted (place, times, first_at, last_at)
        VALUES (${accountId ?? nobody}, 1, ${at}, ${at})
        ON CONFLICT (place) DO UPDATE SET times = noted.times + 1, last_at = greatest(noted.last_at, ${at})`;
    },

    areWaiting: async () => (await prisma.refusedSignIn.findFirst({ select: { place: true } })) !== null,
  };
}

export function refusalWriter(client: Client): Pick<AccountWriter, "takeRefusals"> {
  return {
    async takeRefusals() {
      const rows = await client.$queryRaw<{ place: number; times: number; first_at: Date; last_at: Date }[]>`
        DELETE FROM refused_sign_in RETURNING place, times, first_at, last_at`;
      return rows
        .filter(({ place }) => place > 0)
        .sort((one, other) => one.place - other.place)
        .map(({ place, times, first_at, last_at }) => ({
          accountId: place,
          times,
          firstAt: first_at,
          lastAt: last_at,
        }));
    },
  };
}

function placeOfNobody(sender: string): number {
  const drawn = createHash("sha256").update(sender).digest().readUInt32BE() % PLACES_OF_NOBODY;
  return -1 - drawn;
}
