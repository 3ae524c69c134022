// Who holds this token?

import type { Viewer } from "../domain/access/viewer.js";
import type { AccountReader } from "./ports.js";
import { tokenSha256 } from "./token.js";

/** Null: nobody. An unknown and a withdrawn token read the same. */
export type IdentifyViewer = (token: string) => Promise<Viewer | null>;

export function identifyViewer(ports: { readonly accounts: AccountReader }): IdentifyViewer {
  return (token) => ports.accounts.viewerByToken(tokenSha256(token));
}
