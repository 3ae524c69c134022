// A release made ready to be asked like live figures: the same areas, periods and rows, with cells that hold what is published.

import { REPORTED_MEASURES } from "../catalog/catalog.js";
import type { Chapter } from "../reporting/chapter.js";
import { addMonths, contains, monthIndex, monthsBetween, yearOf } from "../reporting-month.js";
import type { AreaSeries } from "../statistics/area-series.js";
import { Cell } from "../statistics/cell.js";
import { OutcomeSource } from "../statistics/outcome-source.js";
import {
  emptySeries,
  MARK,
  NOT_COLLECTED,
  NOT_SAID,
  placesOf,
  type ReportGrid,
  type SeriesInTheMaking,
} from "../statistics/report-grid.js";
import { Cover } from "./cover.js";
import { monthName } from "../period.js";
import { PublishedCell } from "./published-cell.js";
import { releaseNumber, type PublishedMonth, type PublishedRelease } from "./published-release.js";
import { spotsByYear, type MonthNumber } from "./spots.js";

export function publishedSource(release: PublishedRelease): OutcomeSource {
  const { from, until, months } = release;
  const grid = gridOf(release);
  const first = monthIndex(from);
  const length = monthsBetween(from, until);
  const spots = spotsByYear(release);
  const numbers = new Map(months.map((month, number) => [monthKey(month), number]));
  const isAccepted = (number: MonthNumber) => ((months[number]?.marks ?? 0) & MARK.ACCEPTED) !== 0;

  const restatedYears = new Set(
    [...release.restated.keys()].map((id) => Number(id.split("|")[1]?.slice(0, 4))),
  );

  const afterwards = `Release ${releaseNumber(release)} ends with ${monthName(addMonths(until, -1))}.`;

  const beforehand = `Release ${releaseNumber(release)} begins with ${monthName(from)}.`;

  /** The county months of an area in a period, in order. */
  const numbersIn = (
    { series }: AreaSeries,
    period: { readonly from: typeof from; readonly until: typeof from },
  ) =>
    series.flatMap(({ chapter, membership }) => {
      const [start, end] = placesOf(period, first, length);
      return Array.from({ length: end - start }, (_, step) => {
        const month = addMonths(from, start + step);
        return numbers.get(`${membership.county} ${month} ${chapter.slug} ${membership.region}`);
      }).filter((number) => number !== undefined);
    });

  return new OutcomeSource(grid, (area, period, setting) => {
    const asked = new Set(numbersIn(area, period));
    const isIn = (year: number) => yearOf(period.from) <= year && year <= yearOf(addMonths(period.until, -1));
    const own = [...spots].flatMap(([year, ofYear]) => (isIn(year) ? ofYear : []));
    const cover = new Cover(asked, own, isAccepted);
    const accepted = () => months.filter((_, number) => asked.has(number) && isAccepted(number));
    const plain = new Cell(area, period, { ...setting, afterwards, beforehand, isZeroSecret: true });
    return new PublishedCell(plain, cover, accepted, release, period, [...restatedYears].some(isIn));
  });
}

function monthKey({ county, month, chapter, region }: PublishedMonth): string {
  return `${county} ${month} ${chapter} ${region}`;
}

/** Every county of the roster, as far as anything was expected of it or came; without a number of anything about persons. */
function gridOf({ roster, from, until, months }: PublishedRelease): ReportGrid {
  const length = monthsBetween(from, until);
  const series = roster.chapters.flatMap((chapter) =>
    chapter.memberships.map((membership) => emptySeries(chapter, membership, length)),
  );
  const places = new Map<string, SeriesInTheMaking[]>();
  for (const one of series) {
    const key = placeKey(one.chapter.slug, one.membership);
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  for (const month of months) {
    const found = places
      .get(placeKey(month.chapter, month))
      ?.find(({ membership }) => contains(membership, month.month));
    // The roster has moved the county since its month was published.
    const own =
      found ?? emptySeries(chapterOf(roster, month), { ...month, from, until, source: "published" }, length);
    if (found === undefined) {
      series.push(own);
      places.set(placeKey(month.chapter, month), [
        ...(places.get(placeKey(month.chapter, month)) ?? []),
        own,
      ]);
    }
    fill(own, month, monthsBetween(from, month.month));
  }
  return { roster, span: { from, until }, series };
}

function placeKey(
  chapter: string,
  { region, county }: { readonly region: string; readonly county: string },
): string {
  return [chapter, region, county].join("\u0000");
}

function chapterOf({ chapters }: PublishedRelease["roster"], { chapter: slug }: PublishedMonth): Chapter {
  const chapter = chapters.find((one) => one.slug === slug);
  if (chapter === undefined) throw new RangeError(`The roster of the release lacks the chapter ${slug}.`);
  return chapter;
}

function fill(series: SeriesInTheMaking, { marks, values }: PublishedMonth, place: number): void {
  series.marks[place] = marks;
  REPORTED_MEASURES.forEach(({ key }, index) => {
    const value = values?.[key];
    if (value === undefined) return;
    const column = (series.values[index] ??= new Int32Array(series.marks.length).fill(NOT_SAID));
    column[place] = value ?? NOT_COLLECTED;
  });
}
