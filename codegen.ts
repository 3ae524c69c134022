// Typed operations for the tests, from the documents in schema/operations and the printed schemas.

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

const config: CodegenConfig = {
  // The staff schema holds the public one; that public documents need no more is checked where they are run.
  schema: "schema/staff.graphql",
  importExtension: ".js",
  documents: "schema/operations/**/*.graphql",
  generates: {
    "src/testkit/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        scalars,
        strictScalars: true,
        useTypeImports: true,
      },
    },
  },
};

// Where the command line looks for it.
export default config;
