// Roles, and where they hold.

import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { AskedGrant } from "../../../domain/access/grants.js";
import type { Grant, Role } from "../../../domain/access/viewer.js";
import type { StateCode } from "../../../domain/geography.js";
import { StateCodeScalar } from "../../shared/scalars.js";

const RoleEnum: Readonly<Record<Role, Role>> = {
  ADMINISTRATOR: "ADMINISTRATOR",
  REVIEWER: "REVIEWER",
  ANALYST: "ANALYST",
  COORDINATOR: "COORDINATOR",
  AGENCY_OFFICER: "AGENCY_OFFICER",
  LIAISON: "LIAISON",
  DISPATCHER: "DISPATCHER",
};
registerEnumType(RoleEnum, {
  name: "Role",
  description: "What an account is for.",
  valuesConfig: {
    ADMINISTRATOR: { description: "Keeps accounts, chapters and settings." },
    REVIEWER: { description: "Accepts or returns reports." },
    ANALYST: { description: "Asks about any figure of the state." },
    COORDINATOR: { description: "Files the reports of one chapter." },
    AGENCY_OFFICER: { description: "Files the encounters of an agency in one chapter." },
    LIAISON: { description: "Takes up the people of one county who were referred to care." },
    DISPATCHER: { description: "Asks which crisis resources serve a county now." },
  },
});

@ObjectType("Grant", { simpleResolvers: true, description: "A role, and where it holds." })
export class GrantType implements Pick<Grant, "role" | "county"> {
  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;

  @Field(() => StateCodeScalar, { name: "state", simple: false, description: "Postal code of the state." })
  stateCode!: StateCode;

  @Field(() => String, {
    name: "chapter",
    simple: false,
    nullable: true,
    description: "Short name of the chapter; null when the role does not hold for one chapter.",
  })
  chapterSlug!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "FIPS code of the county; null when the role does not hold for one county.",
  })
  county?: NonNullable<Grant["county"]>;
}

@InputType("GrantInput", { description: "A role that an account is to hold, and where." })
export class GrantInput {
  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;

  @Field(() => StateCodeScalar, { description: 'Postal code of the state, such as "MO".' })
  state!: StateCode;

  @Field(() => String, {
    nullable: true,
    description: "Short name of the chapter: for a coordinator and an agency's officer, and for nobody else.",
  })
  chapter?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Five-digit FIPS code of the county: for a liaison, and for nobody else.",
  })
  county?: string | null;
}

export function toAskedGrants(grants: readonly GrantInput[]): readonly AskedGrant[] {
  return grants.map(({ role, state, chapter, county }) => ({
    role,
    state,
    chapter: chapter ?? null,
    county: county ?? null,
  }));
}
