// Which room may reach which. Each rule is one sentence; src/README.md draws them.

const room = (...names) => `^src/(${names.join("|")})/`;

/** The order in which data travels inside the domain: a shelf may use those before it, never those after. */
const SHELVES = ["encounters", "catalog", "reporting", "statistics", "disclosure", "release"];

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "No module may depend on itself through others. (Types may: they are gone at run time.)",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "domain-is-pure",
      comment: "The domain reaches nothing outside itself: no I/O, no framework, no Node.",
      severity: "error",
      from: { path: room("domain"), pathNot: "\\.test\\.ts$" },
      to: { pathNot: ["^src/domain/", "node_modules/@stdlib/"] },
    },
    ...SHELVES.map((shelf, index) => ({
      name: `domain-flows-forward-${shelf}`,
      comment: `Inside the domain, ${shelf} never uses a shelf that comes after it.`,
      severity: "error",
      from: { path: `^src/domain/${shelf}/`, pathNot: "\\.test\\.ts$" },
      to: { path: `^src/domain/(${SHELVES.slice(index + 1).join("|") || "nothing"})/` },
    })),
    {
      name: "usecases-know-domain-only",
      comment:
        "Use cases reach the domain, the demonstration, the wording of mails and their own ports; stores are handed to them.",
      severity: "error",
      from: { path: room("usecases"), pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: room("domain", "demonstration", "mail/wording", "usecases") },
    },
    {
      name: "demonstration-knows-domain-only",
      comment: "The demonstration invents domain values and reaches nothing else of ours.",
      severity: "error",
      from: { path: room("demonstration"), pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: room("domain", "demonstration") },
    },
    {
      name: "stores-implement-ports",
      comment: "Stores reach the domain and the ports of the use cases, never a way in.",
      severity: "error",
      from: { path: room("store"), pathNot: "\\.test\\.ts$" },
      to: {
        path: "^src/",
        pathNot: [
          "^src/(domain|store)/",
          "^src/usecases/(ports|account-ports|mail-ports|release-ports|load-reference-data)\\.ts$",
        ],
      },
    },
    {
      name: "mail-is-a-way-out",
      comment: "Mail reaches the domain and its ports of the use cases, never a store or a way in.",
      severity: "error",
      from: { path: room("mail"), pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: ["^src/(domain|mail)/", "^src/usecases/mail-ports\\.ts$"] },
    },
    {
      name: "wording-knows-domain-only",
      comment: "The wording of mails is made of domain values: no I/O, no mail library.",
      severity: "error",
      from: { path: room("mail/wording"), pathNot: "\\.test\\.ts$" },
      to: { pathNot: [room("domain", "mail/wording"), "node_modules/escape-html/"] },
    },
    {
      name: "exports-know-domain-only",
      comment:
        "Files for analysts are made of domain values: exports reach the domain and nothing else of ours.",
      severity: "error",
      from: { path: room("exports"), pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: room("domain", "exports") },
    },
    {
      name: "solver-knows-domain-only",
      comment:
        "The solver is a port of the domain made real, and where it runs a port of the use cases: it reaches these and nothing else of ours.",
      severity: "error",
      from: { path: room("solver"), pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: [room("domain", "solver"), "^src/usecases/release-ports\\.ts$"] },
    },
    {
      name: "pages-ask-the-api",
      comment:
        "The public pages reach nothing of ours but the typed operations of the public API, as anybody else could, and the rule for texts.",
      severity: "error",
      from: { path: room("site"), pathNot: "\\.test\\.tsx?$" },
      to: {
        path: "^src/",
        pathNot: [room("site"), "^src/project-root\\.ts$", "^src/domain/(text|problem)\\.ts$"],
      },
    },
    {
      name: "react-stays-in-its-room",
      comment: "React, the atlas and what draws pictures live in site/ and in web/.",
      severity: "error",
      from: { path: "^(src|scripts)/", pathNot: "^src/site/" },
      to: {
        path: "node_modules/(react|react-dom|us-atlas|d3-[a-z]+|@resvg|marked)/",
        pathNot: "node_modules/d3-random/",
      },
    },
    {
      name: "highs-stays-in-its-room",
      comment: "HiGHS lives in solver/.",
      severity: "error",
      from: { path: "^(src|scripts)/", pathNot: "^src/solver/" },
      to: { path: "node_modules/highs/" },
    },
    {
      name: "parquet-stays-in-its-room",
      comment: "The Parquet library lives in exports/.",
      severity: "error",
      from: { path: "^(src|scripts)/", pathNot: ["^src/(exports|stories)/", "\\.test\\.ts$"] },
      to: { path: "node_modules/hyparquet" },
    },
    {
      name: "nodemailer-stays-in-its-room",
      comment: "Nodemailer lives in mail/.",
      severity: "error",
      from: { path: "^(src|scripts)/", pathNot: ["^src/(mail|testkit|stories)/", "\\.test\\.ts$"] },
      to: { path: "node_modules/nodemailer/" },
    },
    {
      name: "ways-in-reach-no-store",
      comment:
        "GraphQL and ingest reach use cases and the domain; only the composition root joins them to stores.",
      severity: "error",
      from: { path: room("graphql", "ingest"), pathNot: "\\.test\\.ts$" },
      to: { path: room("store", "http", "terminal") },
    },
    {
      name: "public-never-reaches-staff",
      comment:
        "The public schema reaches nothing of the staff schema; the types of an answer are common to both.",
      severity: "error",
      from: { path: "^src/graphql/(public|figures)/" },
      to: { path: "^src/graphql/staff/" },
    },
    {
      name: "execution-knows-no-subject",
      comment: "What answers a query knows the specification of GraphQL, and nothing of what is asked here.",
      severity: "error",
      from: { path: room("graphql/execution"), pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: room("graphql/execution") },
    },
    {
      name: "graphql-stays-in-its-room",
      comment:
        "GraphQL libraries live in graphql/, in the server that joins it to HTTP, and in what prints the schema.",
      severity: "error",
      from: {
        path: "^(src|scripts)/",
        pathNot: ["^src/(graphql|http|stories|testkit)/", "^src/server\\.ts$", "^scripts/print-schema\\.ts$"],
      },
      to: {
        path: "node_modules/(graphql|type-graphql|graphql-scalars|graphql-query-complexity|dataloader|@apollo|@as-integrations)/",
      },
    },
    {
      name: "database-stays-in-its-room",
      comment:
        "Prisma and pg live in store/, in the testkit, and in the bench, which measures past the stores.",
      severity: "error",
      from: {
        path: "^(src|scripts)/",
        pathNot: ["^src/(store|testkit|stories)/", "^scripts/bench/", "\\.test\\.ts$"],
      },
      to: { path: ["node_modules/(pg|@prisma)/", "^src/store/generated/"] },
    },
    {
      name: "nothing-of-tests-in-the-product",
      comment: "The product never reaches its tests.",
      severity: "error",
      from: { path: "^(src|scripts)/", pathNot: ["^src/(testkit|stories)/", "/corpus/", "\\.test\\.ts$"] },
      to: { path: ["^src/(testkit|stories)/", "/corpus/", "\\.test\\.ts$"], pathNot: "node_modules" },
    },
    {
      name: "site-stands-alone",
      comment:
        "What browsers load imports nothing of the server but the charts of its pages: it speaks to it over HTTP.",
      severity: "error",
      from: { path: "^web/" },
      to: { path: "^(src|scripts)/", pathNot: "^src/site/(charts|parts)/" },
    },
    {
      name: "no-drawers",
      comment: "No folder called common, utils, helpers, lib or types: a thing has a room of its own.",
      severity: "error",
      from: {},
      to: {
        path: ["^src/", "^src/[^/]+/", "^src/[^/]+/[^/]+/"].map(
          (above) => `${above}(common|utils|helpers|lib|types)/`,
        ),
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
    exclude: { path: "^(dist|src/store/generated/internal|scripts/bench/peers)" },
  },
};
