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
import { dayInWords, later, monthInWords, monthsLater, shortMonth } from "../words.js";
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
  if (data === undefined) return <p className="waiting">Loading…</p>;
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
  // What can be done comes before what the reviewer has to open first.
  const cameBack = mine.returnedReports.toSorted((one, other) => Number(one.locked) - Number(other.locked));
  const reopened = cameBack.filter(({ status }) => status === "REOPENED");
  const lists = [
    ["Returned by the reviewer", cameBack.filter(({ status }) => status !== "REOPENED")],
    ["Reopened by you", reopened.filter(({ reopenedByViewer }) => reopenedByViewer)],
    ["Reopened by somebody else", reopened.filter(({ reopenedByViewer }) => !reopenedByViewer)],
    ["Late", open(mine.lateReports)],
    ["Due", mine.dueReports],
    ["Drafts", mine.draftReports],
  ] as const;
  const isDone = lists.every(([, duties]) => duties.length === 0);
  if (isDone) return <p className="all-done">You're all caught up.</p>;
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
                      {daysOf(duty, title === "Due")}
                      {title !== "Drafts" && duty.status === "DRAFT" && "; draft saved"}
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

function daysOf({ dueOn, lastOpenDay, lateAllowedUntil, locked }: DutyPartsFragment, isDue: boolean): string {
  if (isDue) return `due ${dayInWords(dueOn)}`;
  if (locked) return "locked: ask your reviewer to reopen this month";
  return `open through ${dayInWords(later(lastOpenDay, lateAllowedUntil ?? lastOpenDay))}`;
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
  const until = monthsLater(mine.chapter.state?.calendar.currentMonth ?? "", 1);
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => monthsLater(until, index - MONTHS_SHOWN));
  const { data, error, refetch } = useQuery({
    queryKey: ["reports", mine.chapter.slug, until],
    queryFn: () => reportsOf(mine, months[0] ?? until, until),
  });
  // Without an answer every month would look as if nothing had been filed.
  if (data === undefined && error !== null) return <NotFetched what="The months" onTry={refetch} />;
  if (data === undefined) return <p className="waiting">Loading…</p>;
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
    if (status === null) continue;
    const key = `${county?.fips ?? ""} ${month}`;
    // A draft of a month that is due or late says both.
    standings.set(key, status === "DRAFT" ? draftOf(standings.get(key)) : status);
  }
  return standings;
}

function draftOf(standing: Standing | undefined): Standing {
  if (standing === "DUE") return "DRAFT_DUE";
  if (standing === "LATE") return "DRAFT_LATE";
  return standing ?? "DRAFT";
}
