// The tabs the explorer opens with: one for each kind of user, holding the operations of schema/operations/<folder>.
// The operations themselves are run by the tests; here they are only put side by side.
import type { GraphiQLProps } from "graphiql";
import { tokenTemplate } from "./token";

interface Audience {
  folder: string;
  opening: string;
  token?: { placeholder: string; of: string };
  /** The operation shown first: it names the tab. */
  first: string;
}

const audiences: Audience[] = [
  {
    folder: "public",
    opening: "JOURNALIST, or anybody else. No login.",
    first: "definitions",
  },
  {
    folder: "analyst",
    opening: "STATE ANALYST. Any measure, with its coverage.",
    token: { placeholder: "PASTE-THE-ANALYST-TOKEN", of: "an analyst's token" },
    first: "jail-and-hospital-by-county",
  },
  {
    folder: "coordinator",
    opening: "CHAPTER COORDINATOR. Your chapter, month by month.",
    token: { placeholder: "PASTE-THE-COORDINATOR-TOKEN", of: "a coordinator's token" },
    first: "my-chapter-by-month",
  },
  {
    folder: "reviewer",
    opening: "STATE REVIEWER. What came in, and what did not.",
    token: { placeholder: "PASTE-THE-REVIEWER-TOKEN", of: "a reviewer's token" },
    first: "coverage-by-chapter",
  },
  {
    folder: "administrator",
    opening: "ADMINISTRATOR. Whose token this is.",
    token: { placeholder: "PASTE-THE-ADMINISTRATOR-TOKEN", of: "an administrator's token" },
    first: "who-am-i",
  },
];

const operations = import.meta.glob<string>("../../../../schema/operations/*/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** For the public tab, for new tabs, and after a reload, which forgets every token. */
export const anyTokenTemplate = tokenTemplate(
  "PASTE-YOUR-TOKEN",
  "Public figures need no token. Staff paste theirs here.",
);

export const exampleTabs: NonNullable<GraphiQLProps["defaultTabs"]> = audiences.map((audience) => ({
  query: [instructions(audience), ...operationsOf(audience)].join("\n"),
  headers: audience.token
    ? tokenTemplate(audience.token.placeholder, `Paste ${audience.token.of} here. It is never stored.`)
    : anyTokenTemplate,
}));

function operationsOf({ folder, first }: Audience): string[] {
  const paths = Object.keys(operations)
    .filter((path) => path.includes(`/operations/${folder}/`))
    .sort();
  const leading = paths.filter((path) => path.endsWith(`/${first}.graphql`));
  return [...new Set([...leading, ...paths])].map((path) => operations[path] ?? "");
}

function instructions({ opening, token }: Audience): string {
  const lines = [
    opening,
    ...(token
      ? [
          `First paste ${token.of} over the`,
          "placeholder under Headers, below. The staff schema",
          "then loads by itself; until then the editor",
          "underlines what the public cannot ask.",
        ]
      : []),
    "To run: click into a query and press Ctrl-Enter, or",
    "choose it with the run button.",
  ];
  return lines.map((line) => `# ${line}\n`).join("");
}
