// One release before and after it goes out: what the public sees, what is withheld and why, what the gates found, and the step
// that is next.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "wouter";
import {
  DiscardReleaseDocument,
  PublishReleaseDocument,
  ReleasePreviewDocument,
  WithdrawReleaseDocument,
  type FigureStatus,
  type ReleasePreviewQuery,
  type Suppression,
} from "../../generated/graphql.js";
import { ask, Refused } from "../ask.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Confirmed } from "../parts/confirmed.js";
import { Problems } from "../parts/problems.js";
import { RefusedPage } from "../parts/refused-page.js";
import { useAct, type Act } from "../use-act.js";
import { useTitle } from "../use-title.js";
import { countInWords, instantInWords } from "../words.js";
import { Cancel, isUnderWay, monthsOf, Progress, titleOf } from "./release-desk.js";

type Preview = NonNullable<ReleasePreviewQuery["releaseDraft"]>;

const LOOK_AGAIN_MS = 2_000;

export default function ReleasePreview() {
  const { id } = useParams<{ id: string }>();
  const [after, setAfter] = useState<string | null>(null);
  useTitle("Release");
  const { data, error, refetch } = useQuery({
    queryKey: ["release", id, after],
    queryFn: () => ask(ReleasePreviewDocument, { id, after }),
    refetchInterval: (query) => {
      const draft = query.state.data?.releaseDraft;
      return draft != null && isUnderWay(draft) ? LOOK_AGAIN_MS : false;
    },
    placeholderData: (earlier) => earlier,
  });
  if (error instanceof Refused) return <RefusedPage problems={error.problems} />;
  if (data === undefined && error !== null) return <NotFetched what="The release" onTry={refetch} />;
  if (data === undefined) return <p className="waiting">Loading…</p>;
  const draft = data.releaseDraft;
  if (draft === null) return <h1>There is no such release</h1>;
  return (
    <article className="release-preview">
      <p className="trail">
        <Link href="/releases">Releases</Link>
      </p>
      <h1>{titleOf(draft)}</h1>
      <p>
        {monthsOf(draft)}, from reports accepted by {instantInWords(draft.asOf)}.
      </p>
      <Progress draft={draft} />
      {draft.status === "QUEUED" && <p>Queued: it will be built in its turn.</p>}
      {draft.status === "DISCARDED" && <p>Discarded: nothing of it was published.</p>}
      {isUnderWay(draft) && <Cancel draft={draft} onDone={refetch} />}
      <Problems problems={draft.problems} />
      {draft.withdrawal !== null && (
        <p className="caution">
          Withdrawn {instantInWords(draft.withdrawal.at)}: {draft.withdrawal.reason}
        </p>
      )}
      <Steps draft={draft} onDone={() => void refetch()} />
      {draft.gates !== null && <Gates gates={draft.gates} sha256={draft.contentSha256} />}
      {draft.tally.length > 0 && <Tally tally={draft.tally} />}
      {draft.cells.edges.length > 0 && <Cells cells={draft.cells} onMore={setAfter} />}
    </article>
  );
}

/** What can be done with it now, by this person. */
function Steps({ draft, onDone }: { readonly draft: Preview; readonly onDone: () => void }) {
  const act = useAct();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const step = async (about: string, send: Parameters<Act["run"]>[1]) => {
    if (!(await act.run(about, send))) return;
    await queries.invalidateQueries({ queryKey: ["releases"] });
    onDone();
  };
  const { id, status } = draft;
  return (
    <div className="steps">
      <Problems problems={act.problems} />
      {status === "BUILT" && (
        <div className="bar">
          <Confirmed
            label="Publish"
            isDisabled={act.isBusy || !draft.viewerCanPublish}
            question="Publish this release for everybody?"
            yes="Publish permanently"
            onYes={() => void step(`publish ${id}`, (key) => ask(PublishReleaseDocument, { id, key }))}
          >
            It gets a number, and none of its figures can ever be changed. It can only be withdrawn as a
            whole, with a reason that everybody reads.
          </Confirmed>
          <Confirmed
            label="Discard"
            isQuiet
            isDisabled={act.isBusy}
            question="Discard this draft?"
            yes="Discard it"
            onYes={() => void step(`discard ${id}`, (key) => ask(DiscardReleaseDocument, { id, key }))}
          >
            Nothing of it has been published. It can be built again from what is accepted by then.
          </Confirmed>
          {!draft.viewerCanPublish && (
            <p className="says">Whoever requested a release can't publish it: that takes a second person.</p>
          )}
        </div>
      )}
      {status === "PUBLISHED" && (
        <details>
          <summary>Withdraw it</summary>
          <form
            className="bar"
            onSubmit={(event) => {
              event.preventDefault();
              void step(`withdraw ${id} ${reason}`, (key) =>
                ask(WithdrawReleaseDocument, { id, reason, key }),
              );
            }}
          >
            <label htmlFor="withdraw-reason">What is wrong with it (everybody will read this)</label>
            <textarea
              id="withdraw-reason"
              rows={2}
              required
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <button type="submit" disabled={act.isBusy}>
              Withdraw permanently
            </button>
          </form>
        </details>
      )}
    </div>
  );
}

function Gates({
  gates,
  sha256,
}: {
  readonly gates: NonNullable<Preview["gates"]>;
  readonly sha256: string | null;
}) {
  return (
    <section aria-labelledby="gates-title">
      <h2 id="gates-title">What the gates found</h2>
      <dl className="gates">
        <dt>Attack by the public</dt>
        <dd>
          {countInWords(gates.public.attacked)} small counts attacked, none worked out. Of{" "}
          {countInWords(gates.public.floors)} more can be proved than the rule allows, since zeros and numbers
          around them are public: no withholding could help.
        </dd>
        <dt>Attack by coordinators</dt>
        <dd>
          {countInWords(gates.insiders.chapters)} chapters tried, {countInWords(gates.insiders.attacked)}{" "}
          small counts, none worked out; {countInWords(gates.insiders.floors)} as above.
        </dd>
        <dt>Independent checker</dt>
        <dd>{countInWords(gates.movesReplayed)} moves of the proof replayed in whole numbers.</dd>
        <dt>Solver</dt>
        <dd>{gates.solver}</dd>
        {sha256 !== null && (
          <>
            <dt>Content (SHA-256)</dt>
            <dd>
              <code>{sha256}</code>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

const LEVELS = ["STATE", "REGION", "CHAPTER", "COUNTY"] as const;
const LEVEL_WORDS: Readonly<Record<string, string>> = {
  STATE: "State",
  REGION: "Regions",
  CHAPTER: "Chapters",
  COUNTY: "Counties",
};

function Tally({ tally }: { readonly tally: Preview["tally"] }) {
  const count = (level: string, holds: (one: Preview["tally"][number]) => boolean) =>
    tally.filter((one) => one.level === level && holds(one)).reduce((sum, { cells }) => sum + cells, 0);
  return (
    <section aria-labelledby="tally-title">
      <h2 id="tally-title">What the public will see</h2>
      <div className="wide" tabIndex={0} role="region" aria-label="Cells by level">
        <table>
          <caption>Cells by level</caption>
          <thead>
            <tr>
              <th scope="col">Level</th>
              <th scope="col" className="number">
                Shown
              </th>
              <th scope="col" className="number">
                Withheld: small
              </th>
              <th scope="col" className="number">
                Withheld: would give a small one away
              </th>
              <th scope="col" className="number">
                Nothing to show
              </th>
            </tr>
          </thead>
          <tbody>
            {LEVELS.map((level) => (
              <tr key={level}>
                <th scope="row">{LEVEL_WORDS[level]}</th>
                {[
                  count(level, ({ status }) => status === "REPORTED" || status === "REPORTED_ZERO"),
                  count(level, ({ suppression }) => suppression === "PRIMARY"),
                  count(level, ({ suppression }) => suppression === "COMPLEMENTARY"),
                  count(level, ({ status }) => status !== "WITHHELD" && !status.startsWith("REPORTED")),
                ].map((cells, index) => (
                  <td key={index} className="number">
                    {countInWords(cells)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const SUPPRESSION_WORDS: Readonly<Record<Suppression, string>> = {
  PRIMARY: "Small: from 1 to 10",
  COMPLEMENTARY: "Would give a small one away",
};

const CELL_WORDS: Readonly<Record<FigureStatus, string>> = {
  REPORTED: "Shown",
  REPORTED_ZERO: "Shown: none",
  WITHHELD: "Withheld",
  NOT_REPORTED: "No report",
  NOT_COLLECTED: "Not collected",
  NOT_EXPECTED: "Not expected",
  NOT_APPLICABLE: "Not applicable",
};

/** "CHAPTER:barry|2025-Q1|CITED_RELEASED" in its three parts. */
function partsOf(name: string): readonly [place: string, period: string, measure: string] {
  const [place = "", period = "", measure = ""] = name.split("|");
  const [level = "", code = ""] = place.split(":", 2);
  return [code === "" ? level : `${level.charAt(0)}${level.slice(1).toLowerCase()} ${code}`, period, measure];
}

function Cells({
  cells,
  onMore,
}: {
  readonly cells: Preview["cells"];
  readonly onMore: (after: string) => void;
}) {
  const { hasNextPage, endCursor } = cells.pageInfo;
  return (
    <section aria-labelledby="cells-title">
      <h2 id="cells-title">Cell by cell</h2>
      <p className="says">The count is for your eyes: the public sees what stands beside it.</p>
      <div className="wide" tabIndex={0} role="region" aria-label="Cells">
        <table>
          <caption>Cells</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Period</th>
              <th scope="col">Measure</th>
              <th scope="col" className="number">
                Count
              </th>
              <th scope="col">The public sees</th>
              <th scope="col">Why withheld</th>
            </tr>
          </thead>
          <tbody>
            {cells.edges.map(({ node }) => (
              <tr key={node.name}>
                {partsOf(node.name).map((part, index) => (
                  <th key={index} scope="row">
                    {part}
                  </th>
                ))}
                <td className="number">{node.count === null ? "–" : countInWords(node.count)}</td>
                <td>
                  {CELL_WORDS[node.status]}
                  {node.upper !== null && `: ${countInWords(node.lower ?? 0)} to ${countInWords(node.upper)}`}
                </td>
                <td>{node.suppression === null ? "" : SUPPRESSION_WORDS[node.suppression]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && endCursor !== null && (
        <button type="button" className="quiet" onClick={() => onMore(endCursor)}>
          Next cells
        </button>
      )}
    </section>
  );
}
