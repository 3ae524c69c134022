import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CountyFips, StateCode } from "../geography.js";
import {
  may,
  mayEver,
  ownChapters,
  ownCounties,
  PERMISSIONS,
  type Permission,
  type Resource,
} from "./permissions.js";
import { ROLES, type Grant, type Role, type Viewer } from "./viewer.js";

const MO = "MO" as StateCode;
const WA = "WA" as StateCode;
const LINN = "29115" as CountyFips;
const GREENE = "29077" as CountyFips;
const ALL = Object.keys(PERMISSIONS) as Permission[];

const CHAPTER_ROLES: readonly Role[] = ["COORDINATOR", "AGENCY_OFFICER"];

function viewer(...grants: readonly Grant[]): Viewer {
  return { accountId: 1, displayName: "A person", isDemonstration: false, grants, reach: new Set() };
}

function grant(
  role: Role,
  stateCode = MO,
  chapterSlug: string | null = CHAPTER_ROLES.includes(role) ? "linn" : null,
): Grant {
  return { role, stateCode, chapterSlug, ...(role === "LIAISON" ? { county: LINN } : {}) };
}

/** What may be touched with a grant in Missouri, which names the chapter "linn" or the county LINN where its role wants one. */
const RESOURCES = {
  state: { stateCode: MO, chapterSlugs: null },
  ownChapter: { stateCode: MO, chapterSlugs: ["linn"] },
  otherChapter: { stateCode: MO, chapterSlugs: ["greene"] },
  ownAndOther: { stateCode: MO, chapterSlugs: ["linn", "greene"] },
  noChapter: { stateCode: MO, chapterSlugs: [] },
  ownCounty: { stateCode: MO, chapterSlugs: null, counties: [LINN] },
  otherCounty: { stateCode: MO, chapterSlugs: null, counties: [GREENE] },
  ownAndOtherCounty: { stateCode: MO, chapterSlugs: null, counties: [LINN, GREENE] },
  ownCountyOfOtherChapter: { stateCode: MO, chapterSlugs: ["greene"], counties: [LINN] },
  ownChapterInOtherCounty: { stateCode: MO, chapterSlugs: ["linn"], counties: [GREENE] },
  noCounty: { stateCode: MO, chapterSlugs: null, counties: [] },
  otherState: { stateCode: WA, chapterSlugs: null },
  countyElsewhere: { stateCode: WA, chapterSlugs: null, counties: [LINN] },
  sameNameElsewhere: { stateCode: WA, chapterSlugs: ["linn"] },
} as const satisfies Record<string, Resource>;

const EVERYWHERE_IN_STATE = [
  "state",
  "ownChapter",
  "otherChapter",
  "ownAndOther",
  "noChapter",
  "ownCounty",
  "otherCounty",
  "ownAndOtherCounty",
  "ownCountyOfOtherChapter",
  "ownChapterInOtherCounty",
  "noCounty",
] as const;
const IN_OWN_CHAPTER = ["ownChapter", "ownChapterInOtherCounty"] as const;
const IN_OWN_COUNTY = ["ownCounty", "ownCountyOfOtherChapter"] as const;
const NOBODY = {
  ADMINISTRATOR: [],
  REVIEWER: [],
  ANALYST: [],
  COORDINATOR: [],
  AGENCY_OFFICER: [],
  LIAISON: [],
  DISPATCHER: [],
} as const;
const EVERYBODY = {
  ADMINISTRATOR: EVERYWHERE_IN_STATE,
  REVIEWER: EVERYWHERE_IN_STATE,
  ANALYST: EVERYWHERE_IN_STATE,
  COORDINATOR: IN_OWN_CHAPTER,
  AGENCY_OFFICER: IN_OWN_CHAPTER,
  LIAISON: IN_OWN_COUNTY,
  DISPATCHER: EVERYWHERE_IN_STATE,
} as const;

/** The whole table, written out a second time: who may do what, on what. */
const ALLOWED: Readonly<Record<Permission, Readonly<Record<Role, readonly (keyof typeof RESOURCES)[]>>>> = {
  "account:read-own": EVERYBODY,
  "password:change-own": EVERYBODY,
  "token:manage-own": EVERYBODY,
  "question:save-own": EVERYBODY,
  "account:manage": { ...NOBODY, ADMINISTRATOR: EVERYWHERE_IN_STATE },
  "outcomes:read-live": {
    ...NOBODY,
    ADMINISTRATOR: EVERYWHERE_IN_STATE,
    REVIEWER: EVERYWHERE_IN_STATE,
    ANALYST: EVERYWHERE_IN_STATE,
    COORDINATOR: IN_OWN_CHAPTER,
  },
  "report:read": {
    ...NOBODY,
    ADMINISTRATOR: EVERYWHERE_IN_STATE,
    REVIEWER: EVERYWHERE_IN_STATE,
    ANALYST: EVERYWHERE_IN_STATE,
    COORDINATOR: IN_OWN_CHAPTER,
  },
  "report:submit": { ...NOBODY, COORDINATOR: IN_OWN_CHAPTER },
  "report:review": { ...NOBODY, REVIEWER: EVERYWHERE_IN_STATE },
  "report:reopen": { ...NOBODY, REVIEWER: EVERYWHERE_IN_STATE, COORDINATOR: IN_OWN_CHAPTER },
  "report:allow-late": {
    ...NOBODY,
    ADMINISTRATOR: EVERYWHERE_IN_STATE,
    REVIEWER: EVERYWHERE_IN_STATE,
  },
  "release:read-draft": { ...NOBODY, ADMINISTRATOR: EVERYWHERE_IN_STATE, REVIEWER: EVERYWHERE_IN_STATE },
  "release:build": { ...NOBODY, ADMINISTRATOR: EVERYWHERE_IN_STATE, REVIEWER: EVERYWHERE_IN_STATE },
  "release:publish": { ...NOBODY, ADMINISTRATOR: EVERYWHERE_IN_STATE, REVIEWER: EVERYWHERE_IN_STATE },
  "release:withdraw": { ...NOBODY, ADMINISTRATOR: EVERYWHERE_IN_STATE, REVIEWER: EVERYWHERE_IN_STATE },
};

const EVERY_CASE = ALL.flatMap((permission) =>
  ROLES.flatMap((role) =>
    (Object.keys(RESOURCES) as (keyof typeof RESOURCES)[]).map((name) => ({
      permission,
      role,
      name,
      isAllowed: ALLOWED[permission][role].includes(name),
    })),
  ),
);

const anyGrant = fc.record({
  role: fc.constantFrom(...ROLES),
  stateCode: fc.constantFrom(MO, WA),
  chapterSlug: fc.option(fc.constantFrom("linn", "greene", "barry")),
  county: fc.option(fc.constantFrom(LINN, GREENE), { nil: undefined }),
});
const anyResource = fc.record({
  stateCode: fc.constantFrom(MO, WA),
  chapterSlugs: fc.option(fc.array(fc.constantFrom("linn", "greene", "barry"), { maxLength: 3 })),
  counties: fc.option(fc.array(fc.constantFrom(LINN, GREENE), { maxLength: 2 }), { nil: undefined }),
});
const anyPermission = fc.constantFrom(...ALL);

describe("the table of permissions", () => {
  it.each(EVERY_CASE)(
    "$permission for $role on $name: $isAllowed",
    ({ permission, role, name, isAllowed }) => {
      expect(may(viewer(grant(role)), permission, RESOURCES[name])).toBe(isAllowed);
    },
  );

  it.each(EVERY_CASE)("$permission for nobody on $name: never", ({ permission, name }) => {
    expect(may(viewer(), permission, RESOURCES[name])).toBe(false);
  });

  it.each(ALL)("lets a viewer in at the coarse gate for %s only with a role that has it", (permission) => {
    const row: Partial<Record<Role, unknown>> = PERMISSIONS[permission];
    expect(mayEver(viewer(), permission)).toBe(false);
    for (const role of ROLES) expect(mayEver(viewer(grant(role)), permission)).toBe(row[role] !== undefined);
  });

  it("names each permission noun:verb and refuses every change", () => {
    for (const permission of ALL) {
      expect(permission).toMatch(/^[a-z]+:[a-z]+(?:-[a-z]+)*$/);
      expect(() => Object.assign(PERMISSIONS[permission], { COORDINATOR: "STATE" })).toThrow(TypeError);
    }
  });
});

describe("grants taken together", () => {
  it("never allow more when one is lost", () => {
    fc.assert(
      fc.property(
        fc.array(anyGrant),
        fc.nat(),
        anyPermission,
        anyResource,
        (grants, drawn, permission, resource) => {
          const fewer = grants.filter((_, index) => index !== drawn % Math.max(1, grants.length));
          if (may(viewer(...fewer), permission, resource)) {
            expect(may(viewer(...grants), permission, resource)).toBe(true);
          }
          if (mayEver(viewer(...fewer), permission))
            expect(mayEver(viewer(...grants), permission)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("never let a coordinator reach another chapter, or the whole state", () => {
    const coordinator = anyGrant.map((one) => ({ ...one, role: "COORDINATOR" as const }));
    fc.assert(
      fc.property(fc.array(coordinator), anyPermission, anyResource, (grants, permission, resource) => {
        const own = grants
          .filter((one) => one.stateCode === resource.stateCode)
          .map((one) => one.chapterSlug);
        const isWithin =
          resource.chapterSlugs !== null &&
          resource.chapterSlugs.length > 0 &&
          resource.chapterSlugs.every((slug) => own.includes(slug));
        const isTheirs = "COORDINATOR" in PERMISSIONS[permission];
        expect(may(viewer(...grants), permission, resource)).toBe(isWithin && isTheirs);
      }),
      { numRuns: 1_000 },
    );
  });

  it("pass the fine gate only if they pass the coarse one", () => {
    fc.assert(
      fc.property(fc.array(anyGrant), anyPermission, anyResource, (grants, permission, resource) => {
        if (may(viewer(...grants), permission, resource))
          expect(mayEver(viewer(...grants), permission)).toBe(true);
      }),
    );
  });

  it("allow part of what they allow as a whole", () => {
    fc.assert(
      fc.property(
        fc.array(anyGrant),
        anyPermission,
        anyResource,
        fc.nat(),
        (grants, permission, resource, drawn) => {
          const slugs = resource.chapterSlugs ?? ["linn"];
          if (slugs.length === 0 || !may(viewer(...grants), permission, resource)) return;
          const part = { ...resource, chapterSlugs: [slugs[drawn % slugs.length]!] };
          expect(may(viewer(...grants), permission, part)).toBe(true);
        },
      ),
    );
  });

  it("of a coordinator of two chapters reach both and no third", () => {
    const two = viewer(grant("COORDINATOR", MO, "linn"), grant("COORDINATOR", MO, "greene"));
    const reach = (...chapterSlugs: readonly string[]) =>
      may(two, "outcomes:read-live", { stateCode: MO, chapterSlugs });
    expect(reach("linn", "greene")).toBe(true);
    expect(reach("linn", "greene", "barry")).toBe(false);
    expect(ownChapters(two, "outcomes:read-live", MO)).toEqual(["linn", "greene"]);
    expect(ownChapters(two, "outcomes:read-live", WA)).toEqual([]);
  });

  it("never let a liaison reach another county, or the whole state", () => {
    const liaison = anyGrant.map((one) => ({ ...one, role: "LIAISON" as const }));
    fc.assert(
      fc.property(fc.array(liaison), anyPermission, anyResource, (grants, permission, resource) => {
        const own = grants.filter((one) => one.stateCode === resource.stateCode).map((one) => one.county);
        const { counties = [] } = resource;
        const isWithin = counties.length > 0 && counties.every((county) => own.includes(county));
        const isTheirs = "LIAISON" in PERMISSIONS[permission];
        expect(may(viewer(...grants), permission, resource)).toBe(isWithin && isTheirs);
      }),
      { numRuns: 1_000 },
    );
  });

  it("of a liaison name the counties to which they are confined", () => {
    const two = viewer(grant("LIAISON"), { ...grant("LIAISON"), county: GREENE });
    expect(ownCounties(two, "account:read-own", MO)).toEqual([LINN, GREENE]);
    expect(ownCounties(two, "account:read-own", WA)).toEqual([]);
  });

  it("of a coordinator without a chapter reach nothing", () => {
    const lost = viewer(grant("COORDINATOR", MO, null));
    expect(ownChapters(lost, "outcomes:read-live", MO)).toEqual([]);
    expect(may(lost, "outcomes:read-live", RESOURCES.state)).toBe(false);
  });

  it("that reach the whole state confine nobody to a chapter", () => {
    expect(ownChapters(viewer(grant("ANALYST")), "outcomes:read-live", MO)).toEqual([]);
  });
});
