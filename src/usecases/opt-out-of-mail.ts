// Takes down that somebody wants no more mail of a kind. The signature in the link stands in for signing in.

import { isRefusable, mailAddress } from "../domain/notifications/notification.js";
import type { OptOut, OptOutRegister, OptOutSignatures } from "./mail-ports.js";
import type { Clock } from "./ports.js";

/** A link to opt out as it came in, believed in nothing. */
export interface OptOutLink {
  readonly address: string;
  readonly kind: string;
  readonly signature: string;
}

export interface OptOutOfMail {
  /** What the link asks for, changing nothing; null when it is forged or damaged. */
  read(link: OptOutLink): Promise<OptOut | null>;
  /** Does what the link asks for, as often as it is called; null when it is forged or damaged. */
  confirm(link: OptOutLink): Promise<OptOut | null>;
}

export function optOutOfMail(ports: {
  readonly signatures: OptOutSignatures;
  readonly optOuts: OptOutRegister;
  readonly clock: Clock;
}): OptOutOfMail {
  const read = async ({ address, kind, signature }: OptOutLink): Promise<OptOut | null> => {
    if (!isRefusable(kind)) return null;
    const optOut = { address: mailAddress(address), kind };
    return (await ports.signatures.isGenuine(optOut, signature)) ? optOut : null;
  };
  return {
    read,
    confirm: async (link) => {
      const optOut = await read(link);
      if (optOut !== null) await ports.optOuts.add(optOut, ports.clock());
      return optOut;
    },
  };
}
