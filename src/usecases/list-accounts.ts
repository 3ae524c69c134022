// The accounts of a state, for its administrator.

import type { Account, ApiToken } from "../domain/access/account.js";
import { administers } from "../domain/access/management.js";
import type { Viewer } from "../domain/access/viewer.js";
import type { StateCode } from "../domain/geography.js";
import { parseNumberedPage, type Page, type PageRequest } from "../domain/page.js";
import { accepted, problem, refused, type Outcome } from "../domain/problem.js";
import type { AccountReader } from "./account-ports.js";

export type ListAccounts = (
  viewer: Viewer,
  stateCode: string,
  page: PageRequest,
) => Promise<Outcome<Page<Account>>>;

export function listAccounts(ports: { readonly accounts: AccountReader }): ListAccounts {
  return async (viewer, stateCode, page) => {
    const parsed = parseNumberedPage(page);
    const isAdministered = administers(viewer, stateCode as StateCode);
    if (parsed.ok && isAdministered)
      // The token of a demonstration administrator is printed: it tells no address of a real person.
      return accepted(
        await ports.accounts.pageOfAccounts(
          stateCode,
          parsed.value,
          viewer.isDemonstration ? "DEMONSTRATION" : "ALL",
        ),
      );
    return refused(
      ...(isAdministered
        ? []
        : [
            problem(
              "NOT_ALLOWED",
              "state",
              `You do not administer "${stateCode.slice(0, 20)}".`,
              "Ask about your own state.",
            ),
          ]),
      ...(parsed.ok ? [] : parsed.problems),
    );
  };
}

/** The viewer's own tokens, latest first. */
export type ListOwnTokens = (viewer: Viewer) => Promise<readonly ApiToken[]>;

export function listOwnTokens(ports: { readonly accounts: AccountReader }): ListOwnTokens {
  return ({ accountId }) => ports.accounts.tokensOf(accountId);
}
