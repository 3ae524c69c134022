// Two places side by side, or one and the rest of its state: is the difference more than chance?

import { refused } from "../ask-public.js";
import { IntervalBars } from "../charts/interval-bar.js";
import {
  ComparisonDocument,
  SideOfComparisonDocument,
  type ComparisonQuery,
  type OutcomeScope,
} from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { Chooser } from "../parts/chooser.js";
import { CountWords, RateWithInterval, ReportsCounted } from "../parts/figures.js";
import { TakeAway, type AnswerFiles } from "../parts/take-away.js";
import { embedOf, permalinkOf, questionOf, viewOf, type AddressQuery, type View } from "../view.js";
import { asSentence } from "../words.js";
import {
  chaptersOf,
  countiesOf,
  placesOf,
  type ChapterOfState,
  type CountyOfState,
} from "./figures-of-view.js";
import type { Site, Visit } from "./site.js";

interface PlacesToPick {
  readonly counties: readonly CountyOfState[];
  readonly chapters: readonly ChapterOfState[];
}

/** The right side in the address where it is all of the state but the left one. */
const REST = "rest";

interface ComparisonOfView {
  readonly compare: ComparisonQuery["compare"];
  readonly variables: { readonly left: OutcomeScope; readonly right: OutcomeScope };
  readonly places: PlacesToPick;
  /** As the address has them. */
  readonly sides: { readonly left: string; readonly right: string };
  readonly names: { readonly left: string; readonly right: string };
}

/** @throws Refused where the address names no place */
export async function comparisonOf(site: Site, view: View, query: AddressQuery): Promise<ComparisonOfView> {
  const [counties, chapters] = await Promise.all([
    countiesOf(site.ask, view.state.code),
    chaptersOf(site.ask, view.state.code),
  ]);
  const places = { counties: counties.filter(({ chapter }) => chapter !== null), chapters };
  const [left, right] = [query["left"] ?? (await usualLeft(site, view)), query["right"] ?? REST];
  const variables = {
    left: scopeOf(view, places, "left", left),
    right: right === REST ? restOf(view, places, left) : scopeOf(view, places, "right", right),
    release: view.release.number,
    metric: view.metric.key,
  };
  const { compare } = await site.ask(ComparisonDocument, variables);
  const names = {
    left: nameIn(places, left),
    right: right === REST ? `The rest of ${view.state.name}` : nameIn(places, right),
  };
  return { compare, variables, places, sides: { left, right }, names };
}

/** The two rates under one another. */
export function ComparedRates({
  view,
  compared,
}: {
  readonly view: View;
  readonly compared: ComparisonOfView;
}) {
  const { compare, names } = compared;
  return (
    <IntervalBars
      unit={view.metric}
      bars={[
        { name: names.left, rate: compare.left.rate },
        { name: names.right, rate: compare.right.rate },
      ]}
    />
  );
}

export async function comparePage(site: Site, { params, query }: Visit): Promise<Page> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const compared = await comparisonOf(site, view, query);
  const { compare, variables, places, sides, names } = compared;
  const files = await filesOfSides(site, view, compared);
  const { left, right } = sides;
  const permalink = withSides(permalinkOf(view, "compare"), left, right);
  const name = (side: "left" | "right") => names[side];
  const title = `${names.left} beside ${names.right.replace(/^The /, "the ")}`;
  return {
    title,
    description: compare.comparison.sentence,
    room: "compare",
    state: view.state,
    view,
    permalink,
    body: (
      <>
        <h1>{title}</h1>
        <Chooser view={view} action={`/${view.state.code.toLowerCase()}/compare`}>
          <Side label="One place" name="left" chosen={left} places={places} />
          <Side label="Beside" name="right" chosen={right} places={places} rest={view.state.name} />
        </Chooser>
        <Verdict comparison={compare.comparison} />
        <ComparedRates view={view} compared={compared} />
        <SidesTable view={view} compare={compare} name={name} />
        <TakeAway
          what="this comparison"
          id="comparison"
          view={view}
          site={site.url}
          permalink={permalink}
          asked={{ query: ComparisonDocument.toString(), variables, files }}
          embed={embedOf(view, "comparison", sides)}
        />
      </>
    ),
  };
}

/** A file has the figures of one place, or of all but one: each side has a file of its own. */
async function filesOfSides(
  { ask }: Site,
  { release, metric }: View,
  { variables, names }: ComparisonOfView,
): Promise<readonly AnswerFiles[]> {
  return Promise.all(
    (["left", "right"] as const).map(async (side) => {
      const asked = { question: variables[side], release: release.number, metric: metric.key };
      const { outcomes } = await ask(SideOfComparisonDocument, asked);
      return { of: names[side], ...outcomes };
    }),
  );
}

/** The answer at a glance, and the sentence to quote. */
function Verdict({ comparison }: { readonly comparison: ComparisonQuery["compare"]["comparison"] }) {
  const { sentence, refusal, distinguishable } = comparison;
  if (refusal !== null) return <p className="lead">{asSentence(sentence)}</p>;
  return (
    <>
      <p className="lead">
        {distinguishable === true
          ? "The difference is more than chance alone easily explains."
          : "Chance alone can explain the difference, which does not show that the two are alike."}
      </p>
      <p>{asSentence(sentence)}</p>
    </>
  );
}

export function withSides(address: string, left: string, right: string): string {
  const sides = new URLSearchParams({ left, right }).toString();
  return `${address}${address.includes("?") ? "&" : "?"}${sides}`;
}

/** The first chapter with something to compare, or else the first. */
async function usualLeft({ ask }: Site, view: View): Promise<string> {
  const { rows } = await placesOf(ask, view, "CHAPTER");
  const found = rows.find(({ rate }) => rate.value !== null) ?? rows[0];
  return `chapter:${found?.chapter?.slug ?? ""}`;
}

function nameIn({ counties, chapters }: PlacesToPick, text: string): string {
  const [, name] = text.split(":", 2);
  return (
    (counties.find(({ fips }) => fips === name) ?? chapters.find(({ slug }) => slug === name))?.name ?? text
  );
}

/** @throws Refused where the address names no place */
function scopeOf(view: View, places: PlacesToPick, field: string, text: string): OutcomeScope {
  const [kind = "", name = ""] = text.split(":", 2);
  if (kind === "county" && places.counties.some(({ fips }) => fips === name))
    return { ...questionOf(view), counties: [name] };
  if (kind === "chapter" && places.chapters.some(({ slug }) => slug === name))
    return { ...questionOf(view), chapters: [name] };
  throw refused(
    400,
    field,
    `"${text}" names no county or chapter with figures in ${view.state.name}.`,
    'Write "county:" and a FIPS code, or "chapter:" and a short name.',
  );
}

/** All counties but those of the place: the two sides must share no report. */
function restOf(view: View, places: PlacesToPick, left: string): OutcomeScope {
  const { counties, chapters } = scopeOf(view, places, "left", left);
  const served = places.chapters
    .filter(({ slug }) => chapters?.includes(slug) === true)
    .flatMap((chapter) => chapter.counties.map(({ fips }) => fips));
  return { ...questionOf(view), exceptCounties: counties ?? served };
}

interface SideProps {
  readonly label: string;
  readonly name: string;
  readonly chosen: string;
  readonly places: PlacesToPick;
  /** Name of the state, where all the rest of it may be chosen. */
  readonly rest?: string;
}

function Side({ label, name, chosen, places, rest }: SideProps) {
  return (
    <p>
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={chosen}>
        {rest !== undefined && <option value={REST}>The rest of {rest}</option>}
        <optgroup label="Chapters">
          {places.chapters.map(({ slug, name: title }) => (
            <option key={slug} value={`chapter:${slug}`}>
              {title}
            </option>
          ))}
        </optgroup>
        <optgroup label="Counties">
          {places.counties.map(({ fips, name: title }) => (
            <option key={fips} value={`county:${fips}`}>
              {title}
            </option>
          ))}
        </optgroup>
      </select>
    </p>
  );
}

function SidesTable({
  view,
  compare,
  name,
}: {
  readonly view: View;
  readonly compare: ComparisonQuery["compare"];
  readonly name: (side: "left" | "right") => string;
}) {
  const sides = ["left", "right"] as const;
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="Both sides as a table">
      <table>
        <caption>Both sides, {view.period.label}</caption>
        <thead>
          <tr>
            <td />
            {sides.map((side) => (
              <th key={side} scope="col" className="number">
                {name(side)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{view.metric.title}</th>
            {sides.map((side) => (
              <td key={side} className="number">
                <RateWithInterval rate={compare[side].rate} />
              </td>
            ))}
          </tr>
          {COUNTS.map(([key, title]) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              {sides.map((side) => (
                <td key={side} className="number">
                  <CountWords count={compare[side].row[key]} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Reports counted</th>
            {sides.map((side) => (
              <td key={side} className="number">
                <ReportsCounted coverage={compare[side].row.coverage} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const COUNTS = [
  ["encounters", "Encounters"],
  ["jailBookings", "Jail bookings"],
  ["hospitalDiversions", "Hospital diversions"],
  ["healthDiversions", "Care of all kinds"],
] as const;
