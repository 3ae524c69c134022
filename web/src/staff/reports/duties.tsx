// What is due, late, returned, waiting and accepted, at a glance: first what is to be done, then every county and month.

import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { Link } from "wouter";
import {
  MyDutiesDocument,
  ReportsOfChapterDocument,
  type DutyPartsFragment,
  type MyDutiesQuery,
  type ReportsOfChapterQuery,
} from "../../generated/graphql.js";
import { ask, Refused } from "../ask.js";
import { NotFetched } from "../parts/not-fetched.js";
import { RefusedPage } from "../parts/refused-page.js";
import { useTitle } from "../use-title.js";
import { dayInWords, monthInWords, monthsLater, shortMonth, thisMonth } from "../words.js";
import { STATUS_LETTERS, STATUS_WORDS, type Standing } from "./status-words.js";

type MyChapter = MyDutiesQuery["myChapters"][number];

const MONTHS_SHOWN = 13;

export default function Duties() {
  useTitle("Reports");
  const { data, error, refetch } = useQuery({
    queryKey: ["duties"],
    queryFn: () => ask(MyDutiesDocument, {}),
  });
  if (error instanceof Refused) return <RefusedPage problems={error.problems} />;
  if (data === undefined && error !== null) return <NotFetched what="What is due" onTry={refetch} />;
  if (data === undefined) return <p className="waiting">One moment …</p>;
  return (
    <>
      <h1>Reports</h1>
      {data.myChapters.length === 0 && <p>Your account files for no chapter. Ask your administrator.</p>}
      {data.myChapters.map((mine) => (
        <Fragment key={mine.chapter.slug}>
          <h2 className="chapter-title">{mine.chapter.name}</h2>
          <ToDo mine={mine} />
          <Grid mine={mine} />
        </Fragment>
      ))}
    </>
  );
}

function addressOf({ chapter }: MyChapter, fips: string, month: string): string {
  return `/reports/${chapter.state?.code ?? ""}/${chapter.slug}/${fips}/${month}`;
}

function ToDo({ mine }: { readonly mine: MyChapter }) {
  const open = (duties: readonly DutyPartsFragment[]) =>
    duties.filter(({ viewerCanSubmit }) => viewerCanSubmit);
  const lists = [
    ["Returned by the reviewer", open(mine.returnedReports)],
    ["Late", open(mine.lateReports)],
    ["Due", mine.dueReports],
  ] as const;
  const isDone = lists.every(([, duties]) => duties.length === 0);
  if (isDone) return <p className="all-done">Nothing is to be done: every month that is open is filed.</p>;
  return (
    <div className="to-do">
      {lists.map(
        ([title, duties]) =>
          duties.length > 0 && (
            <section key={title} aria-label={title}>
              <h3>
                {title} ({duties.length})
              </h3>
              <ul>
                {duties.map((duty) => (
                  <li key={`${duty.county?.fips ?? ""} ${duty.month}`}>
                    <Link href={addressOf(mine, duty.county?.fips ?? "", duty.month)}>
                      {duty.county?.name}, {monthInWords(duty.month)}
                    </Link>{" "}
                    <span className="says">
                      {title === "Due"
                        ? `due ${dayInWords(duty.dueOn)}`
                        : `open until ${dayInWords(duty.lockedFrom)}`}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  );
}

type OnFile = ReportsOfChapterQuery["reports"]["edges"][number]["node"];

async function reportsOf({ chapter }: MyChapter, from: string, until: string): Promise<readonly OnFile[]> {
  const found: OnFile[] = [];
  let after: string | null = null;
  do {
    const { reports }: ReportsOfChapterQuery = await ask(ReportsOfChapterDocument, {
      state: chapter.state?.code ?? "",
      chapter: chapter.slug,
      from,
      until,
      after,
    });
    found.push(...reports.edges.map(({ node }) => node));
    after = reports.pageInfo.hasNextPage ? reports.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Every county of the chapter in the last months. */
function Grid({ mine }: { readonly mine: MyChapter }) {
  const until = monthsLater(thisMonth(), 1);
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => monthsLater(until, index - MONTHS_SHOWN));
  const { data, error, refetch } = useQuery({
    queryKey: ["reports", mine.chapter.slug, until],
    queryFn: () => reportsOf(mine, months[0] ?? until, until),
  });
  // Without an answer every month would look as if nothing had been filed.
  if (data === undefined && error !== null) return <NotFetched what="The months" onTry={refetch} />;
  if (data === undefined) return <p className="waiting">One moment …</p>;
  const standings = standingsOf(mine, data);
  return (
    <>
      <div className="wide" tabIndex={0} role="region" aria-label={`All months of ${mine.chapter.name}`}>
        <table className="grid">
          <caption>The last {MONTHS_SHOWN} months</caption>
          <thead>
            <tr>
              <th scope="col">County</th>
              {months.map((month) => (
                <th key={month} scope="col">
                  {shortMonth(month)}
                  <span className="year">{month.slice(0, 4)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {mine.chapter.counties.map(({ fips, name }) => (
              <tr key={fips}>
                <th scope="row">{name}</th>
                {months.map((month) => {
                  const standing = standings.get(`${fips} ${month}`) ?? "NOTHING";
                  return (
                    <td key={month} className={standing.toLowerCase()}>
                      <Link
                        href={addressOf(mine, fips, month)}
                        aria-label={`${name}, ${monthInWords(month)}: ${STATUS_WORDS[standing]}`}
                      >
                        {STATUS_LETTERS[standing]}
                      </Link>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="grid-key" aria-label="Key">
        {(Object.keys(STATUS_WORDS) as Standing[]).map((standing) => (
          <li key={standing}>
            <span className={`letter ${standing.toLowerCase()}`}>{STATUS_LETTERS[standing]}</span>{" "}
            {STATUS_WORDS[standing]}
          </li>
        ))}
      </ul>
    </>
  );
}

function standingsOf(mine: MyChapter, reports: readonly OnFile[]): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  const note = (duties: readonly DutyPartsFragment[], standing: (duty: DutyPartsFragment) => Standing) => {
    for (const duty of duties) standings.set(`${duty.county?.fips ?? ""} ${duty.month}`, standing(duty));
  };
  note(mine.dueReports, () => "DUE");
  note(mine.lateReports, ({ locked }) => (locked ? "LOCKED" : "LATE"));
  for (const { county, month, status } of reports) {
    const key = `${county?.fips ?? ""} ${month}`;
    // A draft that is due or late is that, above all.
    if (status !== null && !(status === "DRAFT" && standings.has(key))) standings.set(key, status);
  }
  return standings;
}
