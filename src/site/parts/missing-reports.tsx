// Which expected reports are not in a figure, by name: what is missing is said, not smoothed over.

import type { HeadlineQuery } from "../generated/graphql.js";
import { countWords, monthInWords } from "../words.js";

type Coverage = HeadlineQuery["outcomes"]["total"]["coverage"];

export function MissingReports({ coverage }: { readonly coverage: Coverage }) {
  const { countedReports, expectedReports, missingReports, missing } = coverage;
  if (expectedReports === 0) return <p>No report was expected: no chapter served this place then.</p>;
  if (coverage.complete)
    return <p>All {countWords(expectedReports)} expected monthly reports are counted.</p>;
  return (
    <>
      <p>
        {countWords(countedReports)} of {countWords(expectedReports)} expected monthly reports are counted.
        What is missing is left out, never taken for zero.
        {missingReports > 0 &&
          ` ${countWords(missingReports)} ${missingReports === 1 ? "was" : "were"} never submitted:`}
      </p>
      {missing.length > 0 && (
        <ul className="missing-reports">
          {missing.map(({ month, chapter, county }) => (
            <li key={`${month} ${county?.fips ?? chapter.slug}`}>
              {county?.name ?? chapter.name}, {monthInWords(month)}
            </li>
          ))}
          {missing.length < missingReports && <li>and {countWords(missingReports - missing.length)} more</li>}
        </ul>
      )}
    </>
  );
}
