// States, counties, chapters and populations, as anybody may read them. Relations are in the resolvers beside.

import { Field, Int, ObjectType } from "type-graphql";
import type { County, CountyFips, Population, State, StateCode } from "../../domain/geography.js";
import type { Chapter } from "../../domain/reporting/chapter.js";
import { connectionTypes } from "../shared/connection.js";
import { CountyFipsScalar, StateCodeScalar } from "../shared/scalars.js";
import { NodeType } from "./node.type.js";

@ObjectType("State", { simpleResolvers: true, description: "A state of the United States." })
export class StateType implements State {
  @Field(() => StateCodeScalar, { description: 'Postal code, such as "MO".' })
  code!: StateCode;

  @Field(() => String, { description: "Name." })
  name!: string;

  @Field(() => String, { description: "IANA time zone in which due days are read." })
  timeZone!: string;

  @Field(() => Int, {
    description:
      "Month, 1 to 12, in which the state's fiscal year begins; the year is named after the one it ends in.",
  })
  fiscalYearStartMonth!: number;
}

@ObjectType("Population", {
  simpleResolvers: true,
  description: "Residents of a county on 1 July of a year, as the Census Bureau estimates them.",
})
export class PopulationType implements Population {
  @Field(() => Int, {
    description: "Year of the estimate: the one asked for, or the latest published before it.",
  })
  year!: number;

  @Field(() => Int, { description: "Residents." })
  people!: number;

  @Field(() => String, {
    description:
      "Estimate series, such as V2024. Numbers of two vintages are not comparable with each other.",
  })
  vintage!: string;
}

@ObjectType("County", {
  implements: NodeType,
  simpleResolvers: true,
  description: "A county, or a city that counts as one.",
})
export class CountyType extends NodeType implements Pick<County, "fips" | "name"> {
  @Field(() => CountyFipsScalar, { description: "Five-digit FIPS code." })
  fips!: CountyFips;

  @Field(() => String, { description: "Name, as the Census Bureau writes it." })
  name!: string;
}

@ObjectType("Chapter", {
  implements: NodeType,
  simpleResolvers: true,
  description: "A CIT chapter: a local council that reports for its counties.",
})
export class ChapterType extends NodeType implements Pick<Chapter, "slug" | "name"> {
  @Field(() => String, { description: "Short name in addresses, unique within the state." })
  slug!: string;

  @Field(() => String, { description: "Name of the council." })
  name!: string;
}

export const CountyConnectionType = connectionTypes("County", "counties", () => CountyType);
export const ChapterConnectionType = connectionTypes("Chapter", "chapters", () => ChapterType);
