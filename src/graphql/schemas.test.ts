import { describe, expect, it } from "@jest/globals";
import {
  buildSchema as buildFromText,
  getNamedType,
  graphql,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Arg, buildSchema, Field, FieldResolver, ObjectType, Query, Resolver } from "type-graphql";
import { printSorted } from "../../scripts/print-schema.js";
import { CountyResolver } from "./public/county.resolver.js";
import { GeographyResolver } from "./public/geography.resolver.js";
import { CountyType } from "./public/geography.type.js";
import { buildPublicSchema, buildStaffSchema } from "./schemas.js";
import { Computed } from "./shared/computed.js";

/** As the files under staff/ declare them. */
const STAFF_TYPES = typesDeclaredIn("src/graphql/staff");

describe("the printed schemas", () => {
  it.each([
    ["public", buildPublicSchema],
    ["staff", buildStaffSchema],
  ])("schema/%s.graphql is what the code builds; npm run schema writes it anew", async (name, build) => {
    expect(printSorted(await build())).toBe(readFileSync(`schema/${name}.graphql`, "utf8"));
  });
});

describe("the public schema", () => {
  it("can be asked for geography, definitions and what is published, and for nothing else", async () => {
    const fields = Object.keys((await buildPublicSchema()).getQueryType()?.getFields() ?? {});
    expect(fields.sort()).toEqual([
      "chapter",
      "chapters",
      "compare",
      "corrections",
      "counties",
      "county",
      "funnel",
      "measures",
      "metrics",
      "node",
      "outcomes",
      "release",
      "releases",
      "states",
    ]);
  });

  it("changes nothing and pushes nothing", async () => {
    const schema = await buildPublicSchema();
    expect(schema.getMutationType()).toBeUndefined();
    expect(schema.getSubscriptionType()).toBeUndefined();
  });

  it("knows no type that the staff's resolvers declare", async () => {
    expect(STAFF_TYPES).toEqual(expect.arrayContaining(["LiveOutcomeTable", "Viewer", "Grant", "Role"]));
    expect(typesOf(await buildPublicSchema(), STAFF_TYPES)).toEqual([]);
    // The walk does see such types where they are.
    expect(typesOf(await buildStaffSchema(), STAFF_TYPES)).toEqual(STAFF_TYPES);
  });

  it("stays the same when a schema with more resolvers is built before it in the same process", async () => {
    const printed = printSorted(await buildPublicSchema());
    await buildStaffSchema();

    @Resolver(() => CountyType)
    class Secrets {
      @FieldResolver(() => String, { description: "Planted." })
      secret(): string {
        return "not for everybody";
      }
    }
    const plain = {
      resolvers: [GeographyResolver, CountyResolver] as const,
      validate: false,
      authChecker: () => false,
    };
    await buildSchema({ ...plain, resolvers: [...plain.resolvers, Secrets] });

    expect(printSorted(await buildPublicSchema())).toBe(printed);
    // Without the precaution of building it first, type-graphql would show what the other schema added.
    expect(printSorted(await buildSchema(plain))).toContain("secret: String!");
  });
});

describe("a mutation", () => {
  const mutations = async () =>
    Object.values((await buildStaffSchema()).getMutationType()?.getFields() ?? {});

  it("answer what MutationPayload says that every mutation answers", async () => {
    const without = (await mutations()).filter(({ type }) => {
      const payload = getNamedType(type);
      return (
        !isObjectType(payload) || !payload.getInterfaces().some(({ name }) => name === "MutationPayload")
      );
    });
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it("takes an idempotency key and answers with user errors, whichever it is", async () => {
    const lacking = (await mutations()).filter(({ args, type }) => {
      const payload = getNamedType(type);
      const errors = isObjectType(payload) ? payload.getFields()["userErrors"] : undefined;
      // By itself, or in the one input.
      const [input] = args.map((argument) => getNamedType(argument.type)).filter(isInputObjectType);
      const own = args.find((argument) => argument.name === "idempotencyKey");
      const key = own ?? input?.getFields()["idempotencyKey"];
      return String(key?.type) !== "String!" || String(errors?.type) !== "[UserError!]!";
    });
    expect(lacking.map(({ name }) => name)).toEqual([]);
    expect((await mutations()).length).toBeGreaterThan(5);
  });

  it("takes and gives passwords, tokens and links as secrets, which are kept nowhere", async () => {
    const secrets = (await mutations()).flatMap(({ name, args, type }) => {
      const payload = getNamedType(type);
      const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
      return [...args, ...fields]
        .filter((one) => /password|link$|^token$/i.test(one.name))
        .map((one) => [`${name}.${one.name}`, getNamedType(one.type).name]);
    });
    expect(Object.fromEntries(secrets)).toEqual({
      "changePassword.newPassword": "Secret",
      "changePassword.presentPassword": "Secret",
      "createApiToken.token": "Secret",
      "inviteAccount.invitationLink": "Secret",
      "renewInvitation.invitationLink": "Secret",
    });
  });
});

describe("a row of a table", () => {
  const resolvedFields = (type: GraphQLNamedType | undefined) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap(({ name, resolve }) => (resolve === undefined ? [] : [name]))
      : ["no such type"];

  it("is read like a plain object, as @Computed declares it: there are thousands, and each call would cost", async () => {
    expect(resolvedFields((await buildStaffSchema()).getType("OutcomeRow"))).toEqual([]);
  });

  it("declared with @Field would be wrapped, which is seen", async () => {
    @ObjectType({ simpleResolvers: true })
    class Row {
      private readonly name = "row";

      @Field(() => String)
      get wrapped(): string {
        return this.name;
      }

      @Computed(() => String, {})
      get computed(): string {
        return this.name;
      }

      @Computed(() => String, {})
      given(@Arg("word", () => String) { word }: { readonly word: string }): string {
        return `${this.name} ${word}`;
      }
    }
    @Resolver()
    class Rows {
      @Query(() => Row)
      row(): Row {
        return new Row();
      }
    }
    const schema = await buildSchema({ resolvers: [Rows], validate: false, authChecker: () => false });
    expect(resolvedFields(schema.getType("Row"))).toEqual(["wrapped"]);
    expect(await graphql({ schema, source: '{ row { wrapped computed given(word: "ask") } }' })).toEqual({
      data: { row: { wrapped: "row", computed: "row", given: "row ask" } },
    });
  });
});

describe("the audit of the schemas", () => {
  it("finds a description on every type, field, argument, enum value and input field", async () => {
    expect(undescribed(await buildPublicSchema())).toEqual([]);
    expect(undescribed(await buildStaffSchema())).toEqual([]);
  });

  it("sees each kind of thing that lacks one", () => {
    const planted = buildFromText(`
      "Described." type Query { bare(argument: Kind): Plain }
      type Plain { "Described." field: String }
      enum Kind { VALUE }
      input Asked { field: String }
      scalar Text
    `);
    expect(undescribed(planted)).toEqual([
      "Query.bare",
      "Query.bare(argument)",
      "Plain",
      "Kind",
      "Kind.VALUE",
      "Asked",
      "Asked.field",
      "Text",
    ]);
  });

  it("says the bounds of every `first`", async () => {
    const bounds = fieldsOf(await buildStaffSchema()).flatMap(({ at, field }) =>
      field.args
        .filter((argument) => argument.name === "first")
        .map((argument) => [at, /from 1 to (\d+)/.exec(argument.description ?? "")?.[1]]),
    );
    // The stories ask each of them for none and for one too many.
    expect(Object.fromEntries(bounds)).toEqual({
      "Explanation.reports": "100",
      "LiveOutcomeTable.page": "100",
      "OutcomeTable.page": "100",
      "ReleaseDraft.cells": "100",
      "Query.accounts": "100",
      "Query.chapters": "100",
      "Query.corrections": "100",
      "Query.counties": "100",
      "Query.figureChanges": "100",
      "Query.releaseDrafts": "100",
      "Query.releases": "100",
      "Query.reports": "100",
      "Coverage.missing": "1000",
    });
  });

  it("has a price on every list of objects", async () => {
    const unpriced = fieldsOf(await buildStaffSchema())
      .filter(({ field }) => isListOfObjects(field.type))
      .filter(({ field }) => typeof field.extensions["complexity"] !== "function")
      .map(({ at }) => at);
    // Edges are priced with the connection they belong to, rows with the question, and an account's roles are few.
    expect(unpriced.sort()).toEqual([
      "Account.grants",
      "AccountConnection.edges",
      "ChapterConnection.edges",
      "CorrectionConnection.edges",
      "CountyConnection.edges",
      "DraftCellConnection.edges",
      "ExplainedReportConnection.edges",
      "FigureChangeConnection.edges",
      "LiveOutcomeTable.rows",
      "LiveTrend.changes",
      "MonthlyReportConnection.edges",
      "OutcomeRowConnection.edges",
      "OutcomeTable.rows",
      "ReleaseConnection.edges",
      "ReleaseDraftConnection.edges",
      "Viewer.grants",
    ]);
  });
});

function typesDeclaredIn(directory: string): readonly string[] {
  const sources = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(directory, file), "utf8"));
  const declared = sources.flatMap((source) => [
    ...source.matchAll(/@(?:Object|Input|Interface)Type\("(\w+)"|registerEnumType\(\w+, \{\s*name: "(\w+)"/g),
  ]);
  return declared.map(([, type, enumeration]) => type ?? enumeration ?? "").sort();
}

function typesOf(schema: GraphQLSchema, names: readonly string[]): readonly string[] {
  return names.filter((name) => schema.getType(name) !== undefined);
}

function ownTypes(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type),
  );
}

function fieldsOf(schema: GraphQLSchema) {
  return ownTypes(schema).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, field }))
      : [],
  );
}

/** Where a description is missing. */
function undescribed(schema: GraphQLSchema): readonly string[] {
  return ownTypes(schema)
    .flatMap((type) => [
      { at: type.name, description: type.description },
      ...(isEnumType(type)
        ? type.getValues().map(({ name, description }) => ({ at: `${type.name}.${name}`, description }))
        : []),
      ...(isInputObjectType(type)
        ? Object.values(type.getFields()).map(({ name, description }) => ({
            at: `${type.name}.${name}`,
            description,
          }))
        : []),
      ...(isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).flatMap((field) => [
            { at: `${type.name}.${field.name}`, description: field.description },
            ...field.args.map(({ name, description }) => ({
              at: `${type.name}.${field.name}(${name})`,
              description,
            })),
          ])
        : []),
    ])
    .filter(({ description }) => (description ?? "").trim() === "")
    .map(({ at }) => at);
}

function isListOfObjects(type: GraphQLOutputType): boolean {
  const nullable = isNonNullType(type) ? type.ofType : type;
  const named = getNamedType(type);
  return isListType(nullable) && (isObjectType(named) || isInterfaceType(named));
}
