// Who holds this token, or this session?

import type { Viewer } from "../domain/access/viewer.js";
import type { AccountReader } from "./account-ports.js";
import type { Clock } from "./ports.js";
import { idleSince } from "./session.js";
import { tokenSha256 } from "./token.js";

/** Null: nobody. An unknown, a withdrawn and an expired one read the same, and so does that of a disabled account. */
export type IdentifyViewer = (token: string) => Promise<Viewer | null>;

interface Ports {
  readonly accounts: AccountReader;
  readonly clock: Clock;
}

export function identifyViewer({ accounts, clock }: Ports): IdentifyViewer {
  return (token) => accounts.viewerByToken(tokenSha256(token), clock());
}

/** @returns whose session the cookie of a browser holds */
export function identifySession({ accounts, clock }: Ports): IdentifyViewer {
  return (token) => {
    const now = clock();
    return accounts.viewerBySession(tokenSha256(token), now, idleSince(now));
  };
}
