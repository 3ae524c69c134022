// One report with everything it says: each revision beside the one before, the warnings, and the conversation.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "wouter";
import { ReportedMeasuresDocument, ReportToJudgeDocument, type Measure } from "../../generated/graphql.js";
import { ask, Refused } from "../ask.js";
import { Conversation } from "../reports/conversation.js";
import { sectionsOf } from "../reports/form-sections.js";
import { statusOf, STATUS_WORDS } from "../reports/status-words.js";
import { NotFetched } from "../parts/not-fetched.js";
import { RefusedPage } from "../parts/refused-page.js";
import { useTitle } from "../use-title.js";
import { countInWords, instantInWords, monthInWords } from "../words.js";
import { Figures } from "./figures.js";
import { Reopening } from "./reopening.js";
import { Judgement, useJudging } from "./judging.js";

/** Revisions side by side; more than these are one too many for a screen. */
const MOST_REVISIONS = 3;

export default function ReportToJudge() {
  const { state, chapter, county, month } = useParams<{
    state: string;
    chapter: string;
    county: string;
    month: string;
  }>();
  useTitle(`Review ${monthInWords(month)}`);
  const { data, error, refetch } = useQuery({
    queryKey: ["judge", state, chapter, county, month],
    queryFn: () => ask(ReportToJudgeDocument, { state, chapter, county, month }),
  });
  const queries = useQueryClient();
  const judging = useJudging(state, () =>
    Promise.all([refetch(), queries.invalidateQueries({ queryKey: ["waiting", state] })]),
  );
  const measures = useQuery({
    queryKey: ["measures"],
    queryFn: () => ask(ReportedMeasuresDocument, {}),
    staleTime: Infinity,
  });
  if (error instanceof Refused) return <RefusedPage problems={error.problems} />;
  const failed = error ?? measures.error;
  if (data === undefined && failed !== null)
    return <NotFetched what="The report" onTry={() => Promise.all([refetch(), measures.refetch()])} />;
  if (data === undefined || measures.data === undefined) return <p className="waiting">Loading…</p>;
  const { report } = data;
  const revisions = report.revisions.slice(-MOST_REVISIONS);
  const sections = sectionsOf(
    measures.data.measures,
    month,
    revisions.flatMap(({ values }) => values),
  );
  const said = (index: number, measure: Measure) =>
    revisions[index]?.values.find((value) => value.measure === measure)?.value;
  return (
    <article className="report">
      <p className="trail">
        <Link href="/review">Review</Link> <span aria-hidden="true">›</span> {report.chapter.name}
      </p>
      <h1>
        {report.county?.name ?? report.chapter.name}, {monthInWords(report.month)}
      </h1>
      <p className="standing">
        <span className={`status ${statusOf(report).toLowerCase()}`}>{STATUS_WORDS[statusOf(report)]}</span>
        {report.demonstration && " Demonstration data: invented."}
      </p>
      {judging.says}
      {report.status === "SUBMITTED" && <Judgement report={report} judging={judging} />}
      <Reopening place={{ state, chapter, county, month }} report={report} onDone={refetch} />
      <Conversation report={report} />
      {report.warnings.length > 0 && (
        <section aria-labelledby="warnings-title">
          <h2 id="warnings-title">Worth a second look</h2>
          <ul className="warnings">
            {report.warnings.map(({ path, message }) => (
              <li key={path}>{message}</li>
            ))}
          </ul>
        </section>
      )}
      <Figures report={report} sections={sections} isWhole />
      {revisions.length === 0 ? (
        <p>Nothing has been submitted.</p>
      ) : (
        revisions.length > 1 && (
          <div className="wide" tabIndex={0} role="region" aria-label="Revisions">
            <table>
              <caption>The last {revisions.length} revisions</caption>
              <thead>
                <tr>
                  <th scope="col">Measure</th>
                  {revisions.map((revision) => (
                    <th key={revision.number} scope="col" className="number">
                      Revision {revision.number}
                      <span className="says">{instantInWords(revision.submittedAt)}</span>
                      {revision.acceptedAt !== null && <span className="says">accepted</span>}
                    </th>
                  ))}
                </tr>
              </thead>
              {sections.map(({ title, cells }) => (
                <tbody key={title}>
                  <tr>
                    <th scope="rowgroup" colSpan={1 + revisions.length}>
                      {title}
                    </th>
                  </tr>
                  {cells.map(({ key, title: name }) => (
                    <tr key={key}>
                      <th scope="row">{name}</th>
                      {revisions.map((revision, index) => (
                        <td
                          key={revision.number}
                          className={
                            index > 0 && said(index, key) !== said(index - 1, key)
                              ? "number changed"
                              : "number"
                          }
                        >
                          {inWords(said(index, key))}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              ))}
            </table>
          </div>
        )
      )}
    </article>
  );
}

function inWords(value: number | null | undefined): string {
  if (value === undefined) return "–";
  return value === null ? "NC" : countInWords(value);
}
