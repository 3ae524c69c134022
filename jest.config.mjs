// Tests run as ES modules. swc takes the types off; checking them is the compiler's business.

export default {
  testEnvironment: "node",
  roots: ["<rootDir>/src", "<rootDir>/web/src"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: false },
        },
        module: { type: "es6" },
      },
    ],
  },
  globalSetup: "<rootDir>/src/testkit/global-setup.mjs",
  globalTeardown: "<rootDir>/src/testkit/global-teardown.mjs",
  testTimeout: 60_000,
  maxWorkers: 2,
};
