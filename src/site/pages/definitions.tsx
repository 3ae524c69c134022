// What every measure and rate means, by which formula, from which source.

import { DefinitionsDocument } from "../generated/graphql.js";
import type { Page } from "../layout.js";
import { inSentence, monthInWords } from "../words.js";
import type { Site } from "./site.js";

export async function definitionsPage(site: Site): Promise<Page> {
  const { measures, metrics } = await site.ask(DefinitionsDocument, {});
  const titles = new Map<string, string>(measures.map(({ key, title }) => [key, title]));
  return {
    title: "Definitions",
    description: "What every count and every rate of Intercept One means, and where that is written.",
    body: (
      <>
        <h1>Definitions</h1>
        <p>
          <a href="#rates">Rates</a> divide one <a href="#measures">count</a> by others. A definition that
          changes gets a new version, and figures of two versions are never mixed.
        </p>
        <h2 id="rates">Rates</h2>
        {metrics.map((metric) => (
          <article key={metric.key} className="definition" id={metric.key}>
            <h3>{metric.title}</h3>
            <p>{metric.description}</p>
            <dl>
              <dt>Formula</dt>
              <dd>
                {inTitles(metric.numerator, titles)} ÷ {inTitles(metric.denominator, titles)}
                {metric.per > 1 && ` × ${metric.per.toLocaleString("en-US")}`}
              </dd>
              <dt>Source</dt>
              <dd>{metric.source}</dd>
              <dt>Version</dt>
              <dd>{metric.version}</dd>
            </dl>
          </article>
        ))}
        <h2 id="measures">Counts</h2>
        {measures.map((measure) => (
          <article key={measure.key} className="definition" id={measure.key}>
            <h3>{measure.title}</h3>
            <p>{measure.description}</p>
            <dl>
              <dt>Counts</dt>
              <dd>
                {measure.unit}
                {measure.addsUp === "STOCK" && "; a level: the last month of a period stands for it"}
                {measure.sensitivity === "NONE" && "; not about persons in crisis, so never withheld"}
              </dd>
              <dt>Source</dt>
              <dd>{measure.source}</dd>
              <dt>Since</dt>
              <dd>
                {monthInWords(measure.since)}, version {measure.version}
              </dd>
            </dl>
          </article>
        ))}
      </>
    ),
  };
}

/** A formula in words: "HEALTH_DIVERSIONS + JAIL_BOOKINGS" becomes "(health diversions + jail bookings)". */
function inTitles(formula: string, titles: ReadonlyMap<string, string>): string {
  const words = formula.replaceAll(/[A-Z][A-Z0-9_]+/g, (key) => inSentence(titles.get(key) ?? key));
  return / [+−×-] /.test(words) ? `(${words})` : words;
}
