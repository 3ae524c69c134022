// Typed operations from the printed schemas: for the tests, for the public pages, and for the pages of the staff.

import type { CodegenConfig } from "@graphql-codegen/cli";

const scalars = {
  CountyFips: "string",
  Date: "string",
  DateTime: "string",
  Decimal: "string",
  NonNegativeInt: "number",
  Secret: "string",
  StateCode: "string",
  YearMonth: "string",
};

/** Documents as text, with the types of their variables and of their answer. */
function typedOperations(schema: string, documents: string) {
  return {
    schema,
    documents,
    preset: "client" as const,
    presetConfig: { fragmentMasking: false },
    config: {
      documentMode: "string",
      enumsAsTypes: true,
      scalars,
      strictScalars: true,
      useTypeImports: true,
    },
  };
}

const config: CodegenConfig = {
  importExtension: ".js",
  generates: {
    // The staff schema holds the public one; that public documents need no more is checked where they are run.
    "src/testkit/generated/": typedOperations("schema/staff.graphql", "schema/operations/**/*.graphql"),
    "src/site/generated/": typedOperations("schema/public.graphql", "src/site/operations/**/*.graphql"),
    "web/src/generated/": typedOperations("schema/staff.graphql", "web/src/operations/**/*.graphql"),
  },
};

// Where the command line looks for it.
export default config;
