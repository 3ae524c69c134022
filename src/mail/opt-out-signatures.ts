// Signs links to opt out, so that nobody can opt out another person by guessing.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { OptOut, OptOutSignatures } from "../usecases/mail-ports.js";

/** @param secret the same in every process, and known to nobody else */
export function optOutSignatures(secret: () => Promise<string>): OptOutSignatures {
  const sign = async (optOut: OptOut) => hmac(await secret(), optOut).toString("base64url");
  return {
    async prepare() {
      await secret();
    },
    sign,
    isGenuine: async (optOut, signature) => {
      const expected = Buffer.from(await sign(optOut));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

/** A kind holds no line break, so no two wishes are signed alike. */
function hmac(secret: string, { address, kind }: OptOut): Buffer {
  return createHmac("sha256", secret).update(`mail opt-out\n${kind}\n${address}`).digest();
}
