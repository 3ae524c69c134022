// The answer to a question: rows of cells, area by area and period by period, and the total over all of them.

import type { County, State } from "../geography.js";
import { splitIntoPeriods, type Period } from "../period.js";
import type { Chapter } from "../reporting/chapter.js";
import type { MonthRange } from "../reporting-month.js";
import { areaKey, areaOf, areasOf, isAsked, servicesOf, type AreaNames } from "./area.js";
import { Cell, type CellSetting } from "./cell.js";
import type { Observation } from "./observation.js";
import type { Gazetteer, OutcomeQuestion } from "./outcome-question.js";

/** Null: the rows are not split by it, or the county is served by no chapter, or the chapter serves no county. */
interface Area {
  readonly region: string | null;
  readonly chapter: Chapter | null;
  readonly county: County | null;
}

export interface OutcomeRow extends Area {
  readonly period: Period;
  readonly cell: Cell;
}

export interface OutcomeTable {
  readonly state: State;
  readonly rows: readonly OutcomeRow[];
  /** One row over all the reports of the table; added up from the reports, not from the rows. */
  readonly total: OutcomeRow;
  /** What must be said of the table as a whole. */
  readonly notices: readonly string[];
}

export const DEMONSTRATION_NOTICE =
  "Demonstration data: these figures are invented to show the platform at work. They say nothing about any real place or person.";

/**
 * Every area of the question gets a row in every period, also where nothing was expected or reported. Areas are those that
 * the roster gives to a chapter at some time in the range, and those that the question names.
 * @param observations of the whole state; those outside the question are left out here
 */
export function tabulate(
  question: OutcomeQuestion,
  gazetteer: Gazetteer,
  observations: readonly Observation[],
  setting: CellSetting,
): OutcomeTable {
  const asked = observations.filter((one) => isAsked(question, one));
  const split = (grain: OutcomeQuestion["grain"]) =>
    splitIntoPeriods(question, grain, question.state.fiscalYearStartMonth, setting.runningMonth);
  const observationsOf = grouped(asked, (one) => areaOf(one, question.by));
  const services = servicesOf(question, gazetteer.chapters);
  const servicesOfArea = grouped(services, ({ area }) => area);
  const find = areaFinder(gazetteer);
  const rows = areasOf(question, gazetteer.chapters).flatMap((names) => {
    const key = areaKey(names);
    const known = { observations: observationsOf.get(key) ?? [], services: servicesOfArea.get(key) ?? [] };
    return split(question.grain).map((period) => row(find(names), period, known, setting));
  });
  const [whole] = split("WHOLE") as readonly [Period];
  const nowhere = { region: null, chapter: null, county: null };
  const total = row(nowhere, whole, { observations: asked, services }, setting);
  return {
    state: question.state,
    rows,
    total,
    notices: total.cell.isDemonstration ? [DEMONSTRATION_NOTICE] : [],
  };
}

function grouped<T>(
  items: readonly T[],
  areaOfItem: (item: T) => AreaNames,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = areaKey(areaOfItem(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** What is known of an area in the range of the question. */
interface Known {
  readonly observations: readonly Observation[];
  readonly services: readonly MonthRange[];
}

function row(
  area: Area,
  period: Period,
  { observations, services }: Known,
  setting: CellSetting,
): OutcomeRow {
  const within = observations.filter((one) => period.from <= one.month && one.month < period.until);
  return { ...area, period, cell: new Cell(within, period, services, setting) };
}

function areaFinder(gazetteer: Gazetteer): (names: AreaNames) => Area {
  const counties = new Map(gazetteer.counties.map((county) => [county.fips, county]));
  const chapters = new Map(gazetteer.chapters.map((chapter) => [chapter.slug, chapter]));
  return ({ region, chapter, county }) => ({
    region,
    chapter: chapter === null ? null : (chapters.get(chapter) ?? null),
    county: county === null ? null : (counties.get(county) ?? null),
  });
}
