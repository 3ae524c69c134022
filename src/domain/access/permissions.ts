// The one table of who may do what, and on what. Every gate asks here.

import { frozen } from "../frozen.js";
import type { CountyFips, StateCode } from "../geography.js";
import type { Grant, Role, Viewer } from "./viewer.js";

/** `STATE`: everything in the state of the grant. `OWN_CHAPTER`, `OWN_COUNTY`: only the chapter or county that the grant names. */
type Reach = "STATE" | "OWN_CHAPTER" | "OWN_COUNTY";

/** What everybody who is signed in may do, as far as the grant goes. */
const EVERYBODY = {
  ADMINISTRATOR: "STATE",
  REVIEWER: "STATE",
  ANALYST: "STATE",
  COORDINATOR: "OWN_CHAPTER",
  AGENCY_OFFICER: "OWN_CHAPTER",
  LIAISON: "OWN_COUNTY",
  DISPATCHER: "STATE",
} as const satisfies Record<Role, Reach>;

export const PERMISSIONS = frozen({
  "account:read-own": EVERYBODY,
  "account:manage": { ADMINISTRATOR: "STATE" },
  "password:change-own": EVERYBODY,
  "token:manage-own": EVERYBODY,
  "question:save-own": EVERYBODY,
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
  "release:read-draft": { REVIEWER: "STATE", ADMINISTRATOR: "STATE" },
  "release:build": { REVIEWER: "STATE", ADMINISTRATOR: "STATE" },
  "release:publish": { REVIEWER: "STATE", ADMINISTRATOR: "STATE" },
  "release:withdraw": { REVIEWER: "STATE", ADMINISTRATOR: "STATE" },
} as const satisfies Record<string, Readonly<Partial<Record<Role, Reach>>>>);

/** noun:verb. */
export type Permission = keyof typeof PERMISSIONS;

/** What is to be touched: a whole state, or chapters or counties of it; who reaches either, reaches it. */
export interface Resource {
  readonly stateCode: StateCode;
  /** Null: everything in the state. An empty list names nothing, so nobody is confined to it. */
  readonly chapterSlugs: readonly string[] | null;
  /** The counties it lies in, for those who are confined to counties. */
  readonly counties?: readonly CountyFips[];
}

/** Whether the viewer may do this somewhere at all: the coarse gate before anything is loaded. */
export function mayEver(viewer: Viewer, permission: Permission): boolean {
  return viewer.grants.some((grant) => reachOf(grant, permission) !== null);
}

/** Whether the viewer may do this to all of the resource. */
export function may(viewer: Viewer, permission: Permission, resource: Resource): boolean {
  const grants = viewer.grants.filter((grant) => grant.stateCode === resource.stateCode);
  if (grants.some((grant) => reachOf(grant, permission) === "STATE")) return true;
  const { stateCode, chapterSlugs, counties } = resource;
  return (
    isWithin(chapterSlugs, ownChapters(viewer, permission, stateCode)) ||
    isWithin(counties, ownCounties(viewer, permission, stateCode))
  );
}

/** The chapters to which the viewer's permission in a state is confined. */
export function ownChapters(viewer: Viewer, permission: Permission, stateCode: StateCode): readonly string[] {
  return grantsReaching(viewer, permission, stateCode, "OWN_CHAPTER").flatMap(
    (grant) => grant.chapterSlug ?? [],
  );
}

/** The counties to which the viewer's permission in a state is confined. */
export function ownCounties(
  viewer: Viewer,
  permission: Permission,
  stateCode: StateCode,
): readonly CountyFips[] {
  return grantsReaching(viewer, permission, stateCode, "OWN_COUNTY").flatMap((grant) => grant.county ?? []);
}

function isWithin(named: readonly string[] | null | undefined, own: readonly string[]): boolean {
  return named != null && named.length > 0 && named.every((one) => own.includes(one));
}

function grantsReaching(
  viewer: Viewer,
  permission: Permission,
  stateCode: StateCode,
  reach: Reach,
): readonly Grant[] {
  return viewer.grants.filter(
    (grant) => grant.stateCode === stateCode && reachOf(grant, permission) === reach,
  );
}

function reachOf(grant: Grant, permission: Permission): Reach | null {
  const row: Readonly<Partial<Record<Role, Reach>>> = PERMISSIONS[permission];
  return row[grant.role] ?? null;
}
