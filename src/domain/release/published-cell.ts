// One cell of an answer from a release. What is not about persons is added up like any figure; of what is, only published
// figures are put together, and where they do not reach, the answer is a range.

import { isMeasureKey, measure, metric } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import type { Expression } from "../catalog/metric.js";
import type { MetricKey } from "../catalog/metrics.js";
import { PROTECTED_MEASURES } from "../disclosure/measure-trees.js";
import type { Period } from "../period.js";
import type { Cell } from "../statistics/cell.js";
import { objectionTo } from "../statistics/cell.js";
import { CellCount, CellRate, CellRateWithoutValue } from "../statistics/cell-figure.js";
import { joinSentences, partsNote } from "../statistics/cell-note.js";
import type { Coverage } from "../statistics/coverage.js";
import type { Count, FigureStatus, Rate } from "../statistics/figure.js";
import type { OutcomeCell } from "../statistics/outcome-source.js";
import { countResidents } from "../statistics/residents.js";
import { areOfSameReports, firstKnownOf, isExact, knownOf, type Cover, type Known } from "./cover.js";
import type { PublishedMonth, PublishedRelease } from "./published-release.js";
import { NEVER_PUBLISHED, withheldNote } from "./withheld-note.js";

/** Measures that a release has cells of. */
const PROTECTED: ReadonlySet<string> = new Set(PROTECTED_MEASURES.map(({ key }) => key));

export class PublishedCell implements OutcomeCell {
  /**
   * @param plain the same area and period, over what is published of each county's month
   * @param cover what is known of the area and the period
   * @param accepted the accepted months in it
   * @param isInRestatedYear whether some of the period was restated, if perhaps not this
   */
  constructor(
    private readonly plain: Cell,
    private readonly cover: Cover,
    private readonly accepted: () => readonly PublishedMonth[],
    private readonly release: Pick<PublishedRelease, "roster" | "policy">,
    private readonly period: Pick<Period, "from" | "until">,
    private readonly isInRestatedYear: boolean,
  ) {}

  get coverage(): Coverage {
    return this.plain.coverage;
  }

  get isDemonstration(): boolean {
    return this.plain.isDemonstration;
  }

  count(key: MeasureKey): Count {
    if (!isPublishedByCell(key)) return this.plain.count(key);
    const known = this.known(key);
    const coverage = this.coverageOf(known);
    const parts = { basis: { key, reports: () => [] }, coverage };
    const { lower, upper } = known.bounds;
    const status = this.absenceOf(known) ?? (isExact(known) ? statusOf(lower, coverage) : "WITHHELD");
    const isNever = status === "WITHHELD" && !PROTECTED.has(key);
    const writeNote = () =>
      joinSentences(
        isNever ? NEVER_PUBLISHED : this.noteOn(status, known),
        this.plain.noteOn(coverage),
        isNumber(status) ? partsNote(this.uncollected([key])) : null,
      );
    return status === "WITHHELD"
      ? new CellCount({ ...parts, status, writeNote }, null, { lower, upper })
      : new CellCount({ ...parts, status, writeNote }, isNumber(status) ? lower : null);
  }

  /** Only where every count in it is known, and all of them come from the same reports. */
  rate(key: MetricKey): Rate {
    const definition = metric(key);
    const { numerator, denominator } = definition;
    const measures = [numerator, denominator].flatMap((side) =>
      side === null ? [] : [...side.plus, ...side.minus],
    );
    if (!measures.some(isPublishedByCell)) return this.plain.rate(key);
    const known = this.knownTogether(measures);
    const [first] = known.values() as unknown as [Known];
    const coverage = this.coverageOf(first);
    const basis = { key, reports: () => [] };
    const without = (status: FigureStatus, note: string | null) =>
      new CellRateWithoutValue(
        { basis, status, coverage, writeNote: () => joinSentences(note, this.plain.noteOn(coverage)) },
        definition,
      );
    const all = [...known.values()];
    for (const one of all) {
      const absence = this.absenceOf(one);
      if (absence !== null) return without(absence, this.noteOn(absence, one));
    }
    const hidden = all.find((one) => !isExact(one));
    if (hidden !== undefined) return without("WITHHELD", RATE_OF_WITHHELD);
    if (all.some(({ counted }) => counted !== first.counted) || !areOfSameReports(measures, this.cover))
      return without("NOT_APPLICABLE", UNEQUAL_REPORTS);
    const events = valueOf(numerator, known);
    const divisor =
      denominator === null
        ? this.residents(first)
        : { years: valueOf(denominator, known), vintage: null, note: null };
    if (divisor.years === null) return without("NOT_APPLICABLE", divisor.note);
    const objection = objectionTo(definition, events, divisor.years);
    if (objection !== null) return without("NOT_APPLICABLE", joinSentences(objection, divisor.note));
    const status = statusOf(events, coverage);
    const writeNote = () =>
      joinSentences(
        this.noteOn(status, first),
        divisor.note,
        this.plain.noteOn(coverage),
        partsNote(this.uncollected(measures)),
      );
    return new CellRate(
      { basis, status, coverage, writeNote },
      definition,
      events,
      divisor.years,
      divisor.vintage,
    );
  }

  sumsOf(key: MetricKey): { readonly numerator: number; readonly denominator: number } | null {
    const { numerator, denominator } = this.rate(key);
    return numerator === null || denominator === null ? null : { numerator, denominator };
  }

  partsLeftOut(key: MeasureKey | MetricKey): readonly MeasureKey[] {
    if (isMeasureKey(key)) return this.uncollected([key]);
    const { numerator, denominator } = metric(key);
    return this.uncollected(
      [numerator, denominator].flatMap((side) => (side === null ? [] : [...side.plus, ...side.minus])),
    );
  }

  /** Parts that fewer reports say than could: how many say it is published of each figure. */
  private uncollected(keys: readonly MeasureKey[]): readonly MeasureKey[] {
    const found = keys.flatMap((key) => {
      const { sumOf, needsEveryPart } = measure(key);
      if (needsEveryPart) return [];
      const { counted } = this.known(key);
      return (sumOf as readonly MeasureKey[]).filter((part) => {
        const could = this.accepted().filter(({ month }) => measure(part).since <= month).length;
        const said = this.known(part).counted;
        return said !== null && said < Math.min(counted ?? could, could);
      });
    });
    return [...new Set(found)];
  }

  private known(key: MeasureKey): Known {
    return knownOf(key, this.cover);
  }

  /** All of them as restated, or all of them as first published: a new number over an old one is no rate of anything. */
  private knownTogether(keys: readonly MeasureKey[]): ReadonlyMap<MeasureKey, Known> {
    const now = new Map(keys.map((key) => [key, knownOf(key, this.cover, keys)]));
    if ([...now.values()].every(({ isRestated }) => isRestated)) return now;
    return new Map(keys.map((key) => [key, firstKnownOf(key, this.cover)]));
  }

  private coverageOf({ counted }: Known): Coverage {
    return this.plain.coverageOfCounted(counted ?? this.coverage.acceptedReports);
  }

  private absenceOf({ absence }: Known): FigureStatus | null {
    if (this.coverage.expectedReports === 0) return "NOT_EXPECTED";
    if (this.coverage.acceptedReports === 0) return "NOT_REPORTED";
    return absence;
  }

  /** Residents of the counties and months that were accepted, where every one of them is in the count, as a whole month. */
  private residents({ counted }: Known) {
    const { acceptedReports, partialReports } = this.coverage;
    if (counted !== acceptedReports || partialReports > 0)
      return { years: null, vintage: null, note: NOT_EVERY_REPORT };
    return countResidents(this.accepted(), this.release.roster.populations);
  }

  private noteOn(status: FigureStatus, { bounds, isRestated }: Known): string | null {
    if (status === "WITHHELD")
      return withheldNote(bounds, this.cover, this.release.policy, this.period, this.isInRestatedYear);
    if (isRestated) return RESTATED;
    return this.isInRestatedYear ? KEPT : null;
  }
}

const RESTATED =
  "Restated after late corrections; figures of smaller places or shorter periods may keep their first numbers and not add up to it.";
const KEPT =
  "As first published: corrections that came later and are small, or would give a small count away, are not shown.";
const RATE_OF_WITHHELD = "Not worked out: a count that it rests on is withheld.";
const UNEQUAL_REPORTS =
  "Not worked out: the counts above and below the line do not come from the same reports.";
const NOT_EVERY_REPORT =
  "Not worked out: residents can be counted only where every accepted report is of a whole month and says this.";

/** Worked out from counts about persons, or one of them. */
function isPublishedByCell(key: MeasureKey): boolean {
  return PROTECTED.has(key) || measure(key).sensitivity === "PERSONS";
}

function isNumber(status: FigureStatus): boolean {
  return status === "REPORTED" || status === "REPORTED_ZERO";
}

/** A zero is reported as such only when nothing that was expected is missing from it. */
function statusOf(value: number, coverage: Coverage): FigureStatus {
  return value === 0 && coverage.isComplete ? "REPORTED_ZERO" : "REPORTED";
}

function valueOf({ plus, minus }: Expression, known: ReadonlyMap<MeasureKey, Known>): number {
  const add = (keys: readonly MeasureKey[]) =>
    keys.reduce((sum, key) => sum + (known.get(key)?.bounds.lower ?? 0), 0);
  return add(plus) - add(minus);
}
