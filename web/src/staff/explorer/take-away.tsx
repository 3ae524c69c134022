// The answer to take away: as GraphQL, R, Python and curl to copy, and as files to download.

import copyText from "copy-to-clipboard";
import { useState } from "react";
import type { ExploreLiveQuery } from "../../generated/graphql.js";

export interface TakeAwayProps {
  readonly query: string;
  readonly variables: unknown;
  readonly answer: Pick<ExploreLiveQuery["answer"], "downloads" | "snippets">;
}

export function TakeAway({ query, variables, answer: { downloads, snippets } }: TakeAwayProps) {
  return (
    <section className="taken" aria-labelledby="taken-title">
      <h2 id="taken-title">Take it away</h2>
      <p>
        Files: <a href={downloads.csv}>CSV</a>, <a href={downloads.parquet}>Parquet</a>; what each column
        means: <a href={downloads.dictionary}>data dictionary</a>. Programs send a token of yours:{" "}
        <a href="/graphiql">make one in the API explorer</a>.
      </p>
      <div className="bar">
        <Copy what="GraphQL" text={`${query.trim()}\n\n# Variables:\n# ${JSON.stringify(variables)}`} />
        <Copy what="R" text={snippets.r} />
        <Copy what="Python" text={snippets.python} />
        <Copy what="curl" text={snippets.curl} />
      </div>
    </section>
  );
}

function Copy({ what, text }: { readonly what: string; readonly text: string }) {
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => {
        void copyText(text).then((isCopied) => setCopied(isCopied ? text : null));
      }}
    >
      {copied === text ? `${what} copied` : `Copy as ${what}`}
    </button>
  );
}
