// Relay's Node: anything that can be fetched again by its id.

import { Field, ID, InterfaceType } from "type-graphql";

@InterfaceType("Node", {
  description: "Anything that can be fetched again by its id.",
  resolveType: (value: object) => ("fips" in value ? "County" : "Chapter"),
})
export abstract class NodeType {
  @Field(() => ID, { description: "Opaque, and the same for ever." })
  readonly id?: string;
}
