// Which accounts an administrator may manage: those of the own kind in the states administered, and no further.

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

/**
 * The token of a demonstration administrator is printed and never expires, so accounts are managed by their own kind only: it
 * must not lead into a real one. For the same reason a demonstration account may be shut out by anybody who manages accounts.
 */
export function checkKind(
  viewer: Pick<Viewer, "isDemonstration">,
  account: Pick<Account, "isDemonstration">,
  deed: "DISABLE" | "OTHER",
): readonly Problem[] {
  if (account.isDemonstration === viewer.isDemonstration) return [];
  if (viewer.isDemonstration)
    return [
      problem(
        "DEMONSTRATION",
        "account",
        "The account is real, and yours is for demonstration only.",
        "Sign in with an account of your own, or try it on a demonstration account.",
      ),
    ];
  if (deed === "DISABLE") return [];
  return [
    problem(
      "DEMONSTRATION",
      "account",
      "The account is for demonstration only, and yours is a real one.",
      "You can disable it; its roles and its token are made by npm start.",
    ),
  ];
}

/** Whoever is invited is a real person, with an address that is real. */
export function checkInviter(viewer: Pick<Viewer, "isDemonstration">): readonly Problem[] {
  if (!viewer.isDemonstration) return [];
  return [
    problem(
      "DEMONSTRATION",
      "viewer",
      "Your account is for demonstration only, and lets no real person in.",
      'Make a real administrator with "npm run admin", and invite from there.',
    ),
  ];
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
