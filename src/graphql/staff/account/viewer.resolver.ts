// Who am I?

import { Authorized, Ctx, Field, ObjectType, Query, Resolver, registerEnumType } from "type-graphql";
import type { Grant, Role, Viewer } from "../../../domain/access/viewer.js";
import type { StaffContext } from "../../shared/context.js";

const RoleEnum: Readonly<Record<Role, Role>> = {
  ADMINISTRATOR: "ADMINISTRATOR",
  REVIEWER: "REVIEWER",
  ANALYST: "ANALYST",
  COORDINATOR: "COORDINATOR",
};
registerEnumType(RoleEnum, {
  name: "Role",
  description: "What an account is for.",
  valuesConfig: {
    ADMINISTRATOR: { description: "Keeps accounts, chapters and settings." },
    REVIEWER: { description: "Accepts or returns reports." },
    ANALYST: { description: "Asks about any figure of the state." },
    COORDINATOR: { description: "Files the reports of one chapter." },
  },
});

@ObjectType("Grant", { simpleResolvers: true, description: "A role, and where it holds." })
export class GrantType implements Pick<Grant, "role"> {
  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;

  @Field(() => String, { name: "state", simple: false, description: "Postal code of the state." })
  stateCode!: string;

  @Field(() => String, {
    name: "chapter",
    simple: false,
    nullable: true,
    description: "Short name of the chapter; null when the role holds statewide.",
  })
  chapterSlug!: string | null;
}

@ObjectType("Viewer", { simpleResolvers: true, description: "The account behind the token." })
export class ViewerType implements Pick<Viewer, "displayName" | "isDemonstration"> {
  @Field(() => String, { description: "Name of the account." })
  displayName!: string;

  @Field(() => Boolean, { description: "The account exists for demonstration only." })
  isDemonstration!: boolean;

  @Field(() => [GrantType], { description: "Its roles." })
  grants!: readonly Grant[];
}

@Resolver()
export class ViewerResolver {
  @Authorized("account:read-own")
  @Query(() => ViewerType, { description: "The account behind the token of this request." })
  viewer(@Ctx() { viewer }: StaffContext): Viewer {
    return viewer;
  }
}
