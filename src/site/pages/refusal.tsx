// What stands in place of a page that cannot be shown: what is wrong, and what to do.

import type { Refused } from "../ask-public.js";
import type { Page } from "../layout.js";

interface RefusalShown {
  readonly status: Refused["status"] | 429 | 500;
  readonly problems: Refused["problems"];
}

const TITLES = {
  400: "This address asks for something that there is not",
  404: "There is nothing here",
  410: "This was withdrawn",
  429: "Too many requests",
  500: "Something went wrong on our side",
  503: "The figures cannot be reached just now",
} as const;

export function refusalPage({ status, problems }: RefusalShown): Page {
  return {
    title: TITLES[status],
    description: TITLES[status],
    body: (
      <>
        <h1>{TITLES[status]}</h1>
        <ul className="problems">
          {problems.map(({ message, fix }) => (
            <li key={message}>
              {message} {fix}
            </li>
          ))}
        </ul>
        <p>
          <a href="/">Begin at the overview</a>
        </p>
      </>
    ),
  };
}
