// Tests run as ES modules. swc takes the types off; checking them is the compiler's business.

const compiledBySwc = (parser) => [
  "@swc/jest",
  {
    jsc: {
      target: "es2023",
      parser: { syntax: "typescript", decorators: true, ...parser },
      transform: {
        legacyDecorator: true,
        useDefineForClassFields: false,
        react: { runtime: "automatic" },
      },
    },
    module: { type: "es6" },
  },
];

export default {
  testEnvironment: "node",
  roots: ["<rootDir>/src", "<rootDir>/web/src"],
  testMatch: ["**/*.test.ts", "**/*.test.tsx"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "^.+\\.ts$": compiledBySwc({}),
    "^.+\\.tsx$": compiledBySwc({ tsx: true }),
  },
  globalSetup: "<rootDir>/src/testkit/global-setup.mjs",
  globalTeardown: "<rootDir>/src/testkit/global-teardown.mjs",
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of suites that are over stay in memory; beyond this, collecting garbage costs more than a new worker.
  workerIdleMemoryLimit: "1GB",
};
