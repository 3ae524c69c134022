// Relay connections: pages of a list with cursors.

import { ArgsType, Field, Int, ObjectType, type ClassType } from "type-graphql";
import type { Page, PageRequest } from "../../domain/page.js";
import { valueOrRefusal } from "./errors.js";
import { encodeCursor, parseCursor } from "./global-id.js";

/** Items on a page when nobody says how many. */
export const USUAL_PAGE = 50;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: USUAL_PAGE, description: "How many to give, from 1 to 100." })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last one already seen: `endCursor` of the page before.",
  })
  after?: string | null;
}

/** @throws GraphQLError for a cursor that is none */
export function pageRequest(args: PageArgs): PageRequest {
  return { first: args.first, after: valueOrRefusal(parseCursor(args.after ?? null)) };
}

@ObjectType("PageInfo", { simpleResolvers: true, description: "Where a page lies in the whole list." })
export class PageInfoType {
  @Field(() => Boolean, { description: "More follow: ask again with `after: endCursor`." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Others came before this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first one on the page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last one on the page." })
  endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfoType;
}

export function toConnection<T>(
  page: Page<T>,
  request: PageRequest,
  keyOf: (item: T) => string,
): Connection<T> {
  const edges = page.items.map((node) => ({ node, cursor: encodeCursor(keyOf(node)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: request.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Makes the two types of a connection over a node type. */
export function connectionTypes<T extends object>(
  name: string,
  plural: string,
  nodeType: () => ClassType<T>,
) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} on a page.` })
  class EdgeType {
    @Field(() => String, { description: "Where it stands in the list; opaque." })
    cursor!: string;

    @Field(nodeType, { description: `The ${name}.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${plural}.` })
  class ConnectionType {
    @Field(() => [EdgeType], { description: "In the order of the list." })
    edges!: readonly EdgeType[];

    @Field(() => PageInfoType, { description: "Where the page lies in the list." })
    pageInfo!: PageInfoType;
  }
  return ConnectionType;
}
