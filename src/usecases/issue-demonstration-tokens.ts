// One demonstration account a kind of staff user, with a token each. Issued anew, the earlier tokens are gone; the accounts
// stay, since what they did is filed under them.

import { demonstrationEmail } from "../domain/access/account.js";
import type { Grant, Role } from "../domain/access/viewer.js";
import type { State } from "../domain/geography.js";
import { DEMONSTRATION_STATE } from "./seed-demonstration.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";
import { newToken, tokenPrefix, tokenSha256 } from "./token.js";

/** The chapter that the demonstration coordinator files for. */
export const DEMONSTRATION_CHAPTER = "saints-avenue";

export const DEMONSTRATION_USERS = ["analyst", "coordinator", "reviewer", "administrator"] as const;
export type DemonstrationTokens = Readonly<Record<(typeof DEMONSTRATION_USERS)[number], string>>;

export type IssueDemonstrationTokens = () => Promise<DemonstrationTokens>;

export function issueDemonstrationTokens(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): IssueDemonstrationTokens {
  return async () => {
    const states = await ports.geography.states();
    const tokens = Object.fromEntries(
      DEMONSTRATION_USERS.map((user) => [user, newToken()]),
    ) as DemonstrationTokens;
    await ports.inTransaction(async (writer) => {
      await writer.removeDemonstrationTokens();
      for (const user of DEMONSTRATION_USERS) {
        const accountId = await writer.keepDemonstrationAccount({
          displayName: `Demonstration ${user}`,
          email: demonstrationEmail(user),
          grants: grantsOf(user, states),
        });
        await writer.addToken(accountId, {
          label: "Demonstration",
          prefix: tokenPrefix(tokens[user]),
          tokenSha256: tokenSha256(tokens[user]),
          scopes: "READ_WRITE",
          createdAt: ports.clock(),
          expiresAt: null,
        });
      }
    });
    return tokens;
  };
}

function grantsOf(user: (typeof DEMONSTRATION_USERS)[number], states: readonly State[]): readonly Grant[] {
  if (user === "coordinator") {
    return [{ role: "COORDINATOR", stateCode: DEMONSTRATION_STATE, chapterSlug: DEMONSTRATION_CHAPTER }];
  }
  const role = user.toUpperCase() as Role;
  return states.map((state) => ({ role, stateCode: state.code, chapterSlug: null }));
}
