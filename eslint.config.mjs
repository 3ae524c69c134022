// What the compiler does not see: typed rules for the code, and rules for schema and operations.

import graphqlPlugin from "@graphql-eslint/eslint-plugin";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const OPERATIONS = [
  "schema/operations/**/*.graphql",
  "src/site/operations/**/*.graphql",
  "web/src/operations/**/*.graphql",
];

const described = {
  // type-graphql gives the root type none, and its fields speak for themselves.
  ignoredSelectors: ["[type=ObjectTypeDefinition][name.value=Query]"],
  types: true,
  FieldDefinition: true,
  InputValueDefinition: true,
  EnumValueDefinition: true,
};

export default tseslint.config(
  { ignores: ["dist/", "dist-new-*/", "node_modules/", ".data/", "**/generated/"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // type-graphql reads classes; some hold nothing but decorated methods.
      "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: true }],
      // Record<Key, …> over a closed list of keys is read more easily than an interface that repeats it.
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-empty-function": ["error", { allow: ["arrowFunctions"] }],
      // Resolvers return plain domain values where type-graphql's classes stand as types.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // An annotation such as NodeJS.ErrnoException says more than unknown.
      "@typescript-eslint/use-unknown-in-catch-callback-variable": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  { files: ["web/src/**/*.{ts,tsx}"], ...reactHooks.configs.flat["recommended-latest"] },
  {
    files: ["**/*.test.ts", "**/*.test.tsx"],
    rules: {
      // A non-null assertion in a test fails the test, which is what is wanted.
      "@typescript-eslint/no-non-null-assertion": "off",
      // What beforeAll sets may be missing in afterAll.
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
  {
    files: ["schema/*.graphql"],
    languageOptions: { parser: graphqlPlugin.parser },
    plugins: { "@graphql-eslint": graphqlPlugin },
    rules: { "@graphql-eslint/require-description": ["error", described] },
  },
  {
    files: OPERATIONS,
    languageOptions: {
      parser: graphqlPlugin.parser,
      parserOptions: { graphQLConfig: { schema: "schema/staff.graphql", documents: OPERATIONS } },
    },
    plugins: { "@graphql-eslint": graphqlPlugin },
    rules: {
      "@graphql-eslint/known-type-names": "error",
      "@graphql-eslint/fields-on-correct-type": "error",
      "@graphql-eslint/unique-operation-name": "error",
      "@graphql-eslint/naming-convention": ["error", { OperationDefinition: "PascalCase" }],
      "@graphql-eslint/no-anonymous-operations": "error",
    },
  },
);
