// Devices from which an account signed in before. A browser keeps proof of it, as OWASP describes device cookies, so that whoever
// fails elsewhere at the account locks its owner out of none of them. The proof lets nobody in: it only has its own count of failures.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Devices } from "./account-ports.js";

/** Accounts that one browser may hold proof of; a shared computer has a few. */
const MOST_ACCOUNTS = 5;

/** Browsers keep no cookie for longer. */
const LONGEST_DAYS = 400;

const DAY_MS = 24 * 60 * 60 * 1000;

/** @param secret the same in every process, and known to nobody else */
export function knownDevices(secret: () => Promise<string>, clock: () => Date): Devices {
  /** An account holds no line break, so no two proofs are alike. */
  const sign = async (account: string, id: string) =>
    createHmac("sha256", await secret())
      .update(`device\n${id}\n${account}`)
      .digest("base64url");

  const proofOf = async (account: string, proofs: readonly string[]): Promise<string | null> => {
    for (const proof of proofs) {
      const [id = "", signature = ""] = proof.split(".");
      const [expected, given] = [Buffer.from(await sign(account, id)), Buffer.from(signature)];
      if (expected.length === given.length && timingSafeEqual(expected, given)) return proof;
    }
    return null;
  };

  return {
    async find(account, kept) {
      return (await proofOf(account, proofsIn(kept)))?.split(".")[0] ?? null;
    },

    async remember(account, kept) {
      const proofs = proofsIn(kept);
      const known = await proofOf(account, proofs);
      const id = randomBytes(16).toString("base64url");
      const proof = known ?? `${id}.${await sign(account, id)}`;
      const others = proofs.filter((one) => one !== known).slice(0, MOST_ACCOUNTS - 1);
      return {
        token: [proof, ...others].join("~"),
        expiresAt: new Date(clock().getTime() + LONGEST_DAYS * DAY_MS),
      };
    },
  };
}

function proofsIn(kept: string | null): readonly string[] {
  return (kept ?? "").split("~").filter(Boolean).slice(0, MOST_ACCOUNTS);
}
