// Which accounts an administrator may manage: those of the states administered, and no further.

import type { StateCode } from "../geography.js";
import { problem, type Problem } from "../problem.js";
import type { Account } from "./account.js";
import { may } from "./permissions.js";
import type { Grant, Viewer } from "./viewer.js";

export function administers(viewer: Viewer, stateCode: StateCode): boolean {
  return may(viewer, "account:manage", { stateCode, chapterSlugs: null });
}

/** Whether the account is the viewer's to see: it works somewhere in the states administered. */
export function maySeeAccount(viewer: Viewer, account: Pick<Account, "grants">): boolean {
  return account.grants.some((grant) => administers(viewer, grant.stateCode));
}

/** Whether all that the account may do lies in the states administered, so that the whole of it is the viewer's. */
export function mayManageAccount(viewer: Viewer, account: Pick<Account, "grants">): boolean {
  return account.grants.length > 0 && account.grants.every((grant) => administers(viewer, grant.stateCode));
}

/** One for each grant that reaches outside the states administered. */
export function outsideProblems(
  viewer: Viewer,
  grants: readonly { readonly state: string }[],
  path: string,
): readonly Problem[] {
  return grants.flatMap(({ state }, index) =>
    administers(viewer, state as StateCode)
      ? []
      : [
          problem(
            "NOT_ALLOWED",
            `${path}[${String(index)}].state`,
            `You do not administer "${state.slice(0, 20)}".`,
            "Grant roles in your own state only.",
          ),
        ],
  );
}

/** What the account holds after the viewer has said what it is to hold in the states administered. */
export function regranted(
  viewer: Viewer,
  present: readonly Grant[],
  wanted: readonly Grant[],
): readonly Grant[] {
  return [...present.filter((grant) => !administers(viewer, grant.stateCode)), ...wanted];
}

/** Somebody has to be left who can undo it. */
export function losesOwnAdministration(
  viewer: Viewer,
  account: Pick<Account, "id">,
  after: readonly Grant[],
): boolean {
  return (
    account.id === viewer.accountId &&
    viewer.grants.some((grant) => grant.role === "ADMINISTRATOR" && !after.some((one) => isSame(one, grant)))
  );
}

function isSame(one: Grant, other: Grant): boolean {
  return one.role === other.role && one.stateCode === other.stateCode;
}
