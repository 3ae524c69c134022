// Everything one needs to use what a page shows elsewhere: permalink, citation, files, a chart to embed, and the very question
// in GraphQL, R, Python and curl.

import { Fragment } from "react";
import type { View } from "../view.js";

/** A question as it was sent to the API, and how to fetch its answer as a file. */
export interface Asked {
  readonly query: string;
  readonly variables: unknown;
  /** Several where one file cannot hold the answer. */
  readonly files?: readonly AnswerFiles[];
}

/** An answer as files, and programs that fetch them. */
export interface AnswerFiles {
  /** Whose figures they are, where there are several. */
  readonly of?: string;
  readonly downloads: { readonly csv: string; readonly parquet: string; readonly dictionary: string };
  readonly snippets: { readonly r: string; readonly python: string; readonly curl: string };
}

export interface TakeAwayProps {
  /** What is taken away, such as "the map": heading and labels name it. */
  readonly what: string;
  /** Unique on the page. */
  readonly id: string;
  readonly view: View;
  readonly site: string;
  readonly permalink: string;
  readonly asked: Asked;
  /** Path of the chart on its own. */
  readonly embed?: string;
}

export function TakeAway({ what, id, view, site, permalink, asked, embed }: TakeAwayProps) {
  const { files = [] } = asked;
  return (
    <details className="take-away">
      <summary>Cite, download or embed {what}, or ask for its numbers yourself</summary>
      <h3>Link that always shows these figures</h3>
      <Snippet id={`${id}-link`} label={`Permanent link to ${what}`} text={`${site}${permalink}`} />
      <h3>Citation</h3>
      <Snippet id={`${id}-citation`} label="Citation" text={`${view.release.citation} ${site}${permalink}`} />
      <p>
        For reference managers: <a href={`/releases/${view.release.number}/citation.bib`}>BibTeX</a>,{" "}
        <a href={`/releases/${view.release.number}/citation.json`}>CSL-JSON</a>
      </p>
      {files.length > 0 && <h3>Files</h3>}
      {files.map(({ of, downloads }) => (
        <p key={downloads.csv}>
          {of !== undefined && `${of}: `}
          <a href={downloads.csv}>CSV</a>, <a href={downloads.parquet}>Parquet</a>; what each column means:{" "}
          <a href={downloads.dictionary}>data dictionary</a>
        </p>
      ))}
      {embed !== undefined && (
        <>
          <h3>Embed</h3>
          <Snippet
            id={`${id}-embed`}
            label={`Code that embeds ${what}`}
            text={`<iframe src="${site}${embed.replaceAll("&", "&amp;")}" title="${view.metric.title}, ${view.state.name}" width="100%" height="620" loading="lazy"></iframe>`}
          />
        </>
      )}
      <h3>GraphQL</h3>
      <p>
        Send to <code>{site}/graphql</code>, or open the <a href="/graphiql">API explorer</a>.
      </p>
      <Snippet id={`${id}-query`} label="GraphQL query" text={asked.query.trim()} />
      <Snippet
        id={`${id}-variables`}
        label="GraphQL variables"
        text={JSON.stringify(asked.variables, null, 2)}
      />
      {PROGRAMS.map(({ key, heading, label }) => (
        <Fragment key={key}>
          {files.length > 0 && <h3>{heading}</h3>}
          {files.map(({ of, snippets, downloads }, index) => (
            <Snippet
              key={downloads.csv}
              id={[id, key, ...(index > 0 ? [index] : [])].join("-")}
              label={of === undefined ? label : `${label}, ${of}`}
              text={snippets[key].trim()}
            />
          ))}
        </Fragment>
      ))}
    </details>
  );
}

const PROGRAMS = [
  { key: "r", heading: "R", label: "R program" },
  { key: "python", heading: "Python", label: "Python program" },
  { key: "curl", heading: "curl", label: "curl command" },
] as const;

interface SnippetProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

/** Text to copy. A script puts a button beside it where there is one. */
function Snippet({ id, label, text }: SnippetProps) {
  return (
    <div className="snippet" data-copy={id}>
      <pre id={id} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
