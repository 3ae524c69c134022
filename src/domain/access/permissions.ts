// The one table of who may do what, and on what. Every gate asks here.

import { frozen } from "../frozen.js";
import type { StateCode } from "../geography.js";
import type { Grant, Role, Viewer } from "./viewer.js";

/** `STATE`: everything in the state of the grant. `OWN_CHAPTER`: only the chapter that the grant names. */
type Reach = "STATE" | "OWN_CHAPTER";

export const PERMISSIONS = frozen({
  "account:read-own": {
    ADMINISTRATOR: "STATE",
    REVIEWER: "STATE",
    ANALYST: "STATE",
    COORDINATOR: "OWN_CHAPTER",
  },
  "outcomes:read-live": {
    ADMINISTRATOR: "STATE",
    REVIEWER: "STATE",
    ANALYST: "STATE",
    COORDINATOR: "OWN_CHAPTER",
  },
  "report:read": {
    ADMINISTRATOR: "STATE",
    REVIEWER: "STATE",
    ANALYST: "STATE",
    COORDINATOR: "OWN_CHAPTER",
  },
  "report:submit": { COORDINATOR: "OWN_CHAPTER" },
  "report:review": { REVIEWER: "STATE" },
  "report:reopen": { REVIEWER: "STATE", COORDINATOR: "OWN_CHAPTER" },
  "report:allow-late": { REVIEWER: "STATE", ADMINISTRATOR: "STATE" },
} as const satisfies Record<string, Readonly<Partial<Record<Role, Reach>>>>);

/** noun:verb. */
export type Permission = keyof typeof PERMISSIONS;

/** What is to be touched: a whole state, or chapters of it. */
export interface Resource {
  readonly stateCode: StateCode;
  /** Null: everything in the state. An empty list names nothing, so nobody is confined to it. */
  readonly chapterSlugs: readonly string[] | null;
}

/** Whether the viewer may do this somewhere at all: the coarse gate before anything is loaded. */
export function mayEver(viewer: Viewer, permission: Permission): boolean {
  return viewer.grants.some((grant) => reachOf(grant, permission) !== null);
}

/** Whether the viewer may do this to all of the resource. */
export function may(viewer: Viewer, permission: Permission, resource: Resource): boolean {
  const grants = viewer.grants.filter((grant) => grant.stateCode === resource.stateCode);
  if (grants.some((grant) => reachOf(grant, permission) === "STATE")) return true;
  const { chapterSlugs } = resource;
  if (chapterSlugs === null || chapterSlugs.length === 0) return false;
  const own = ownChapters(viewer, permission, resource.stateCode);
  return chapterSlugs.every((slug) => own.includes(slug));
}

/** The chapters to which the viewer's permission in a state is confined. */
export function ownChapters(viewer: Viewer, permission: Permission, stateCode: StateCode): readonly string[] {
  return viewer.grants
    .filter((grant) => grant.stateCode === stateCode && reachOf(grant, permission) === "OWN_CHAPTER")
    .flatMap((grant) => grant.chapterSlug ?? []);
}

function reachOf(grant: Grant, permission: Permission): Reach | null {
  const row: Readonly<Partial<Record<Role, Reach>>> = PERMISSIONS[permission];
  return row[grant.role] ?? null;
}
