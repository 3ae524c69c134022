// Releases as anybody may read them. It speaks through a connection whose role can read the database schema "published" and
// nothing else.

import type pg from "pg";
import { parseCellId, type CellId } from "../domain/disclosure/lattice-cell.js";
import type { DisclosurePolicy } from "../domain/disclosure/policy.js";
import type { CellStatus } from "../domain/disclosure/protected-lattice.js";
import { pageOf } from "../domain/page.js";
import type { StateCode } from "../domain/geography.js";
import {
  releaseNumber,
  type PublishedFigure,
  type PublishedMonth,
  type PublishedRelease,
  type ReleaseHead,
  type ReleaseKind,
} from "../domain/release/published-release.js";
import type { PublishedCorrection } from "../domain/release/correction.js";
import { publishedSource } from "../domain/release/published-source.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { OutcomeSource } from "../domain/statistics/outcome-source.js";
import type { PublishedReader } from "../usecases/release-ports.js";
import { toRoster, type RosterRow } from "./roster-row.js";

/** Releases that are kept in memory: they never change. */
const MOST_KEPT = 16;

const HEAD = `state_code, number, kind, published_at, as_of, from_month, until_month, policy, is_demonstration, content_sha256,
  withdrawn_at, withdrawal_reason`;

export function publishedStore(pool: pg.Pool): PublishedReader {
  const kept = new Map<string, Promise<Kept>>();
  const heads = async (rest: string, values: readonly unknown[]): Promise<readonly ReleaseHead[]> =>
    (await pool.query<HeadRow>(`SELECT ${HEAD} FROM published.release WHERE ${rest}`, [...values])).rows.map(
      toHead,
    );

  const keep = (head: ReleaseHead): Promise<Kept> => {
    const key = `${releaseNumber(head)} ${head.contentSha256}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = readContents(pool, head).then((contents) => ({
      contents,
      source: publishedSource(contents),
    }));
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    made.catch(() => kept.delete(key));
    return made;
  };

  return {
    async page(stateCode, { first, after }) {
      const found = await heads(
        "state_code = $1 AND ($2::int IS NULL OR number < $2) ORDER BY number DESC LIMIT $3",
        [stateCode, after === null ? null : Number(after), first + 1],
      );
      return pageOf(found, first);
    },

    async find({ stateCode, number }) {
      const [head] = await heads("state_code = $1 AND number = $2", [stateCode, number]);
      return head ?? null;
    },

    async current(stateCode, on) {
      const [head] = await heads(
        `state_code = $1 AND published_at <= coalesce($2, published_at) AND (withdrawn_at IS NULL OR withdrawn_at > $2)
         ORDER BY number DESC LIMIT 1`,
        [stateCode, on],
      );
      return head ?? null;
    },

    standing: () => heads("withdrawn_at IS NULL ORDER BY state_code, number", []),

    source: async (head) => (await keep(head)).source,
    contents: async (head) => (await keep(head)).contents,

    async corrections(stateCode, { first, after }) {
      const [, number, cell] = /^(\d+) (.*)$/s.exec(after ?? "") ?? [];
      const { rows } = await pool.query<CorrectionRow>(
        `${CORRECTIONS} WHERE one.state_code = $1 AND withdrawn_at IS NULL
           AND ($2::int IS NULL OR one.release < $2 OR one.release = $2 AND cell COLLATE "C" > $3)
         ORDER BY one.release DESC, cell COLLATE "C" LIMIT $4`,
        [stateCode, number ?? null, cell ?? null, first + 1],
      );
      return pageOf(rows.map(toCorrection), first);
    },

    async correctionsIn({ stateCode, number }) {
      const { rows } = await pool.query<CorrectionRow>(
        `${CORRECTIONS} WHERE one.state_code = $1 AND one.release = $2 ORDER BY cell COLLATE "C"`,
        [stateCode, number],
      );
      return rows.map(toCorrection);
    },

    changing: (stateCode) =>
      heads(
        `state_code = coalesce($1, state_code) AND (kind = 'RESTATEMENT' OR withdrawn_at IS NOT NULL)
         ORDER BY state_code, number`,
        [stateCode],
      ),

    async manifest({ stateCode, number }) {
      const { rows } = await pool.query<{ manifest: string | null }>(
        "SELECT manifest FROM published.release WHERE state_code = $1 AND number = $2",
        [stateCode, number],
      );
      return rows[0]?.manifest ?? null;
    },
  };
}

interface Kept {
  readonly contents: PublishedRelease;
  readonly source: OutcomeSource;
}

/** Whether a release counts in what another one shows: a restatement that was withdrawn before that came out does not. */
const COUNTS = "NOT (kind = 'RESTATEMENT' AND coalesce(withdrawn_at <= $3, false))";

async function readContents(pool: pg.Pool, head: ReleaseHead): Promise<PublishedRelease> {
  const name = [head.stateCode, head.number];
  const shown = [...name, head.publishedAt];
  const [roster, cells, months] = await Promise.all([
    pool.query<{ roster: RosterRow }>(
      "SELECT roster FROM published.release WHERE state_code = $1 AND number = $2",
      name,
    ),
    // As it was first published, and again for each restatement. In an order that no setting of a database changes.
    pool.query<CellRow>(
      `SELECT cell, status, value, lower, upper, expected, counted
       FROM published.cell WHERE state_code = $1 AND release <= $2
         AND release IN (SELECT number FROM published.release WHERE state_code = $1 AND ${COUNTS})
       ORDER BY cell COLLATE "C", release`,
      shown,
    ),
    // A month stands as the last release up to this one that set it has it.
    pool.query<PublishedMonth>(
      `SELECT county_fips AS county, month, chapter_slug AS chapter, region, marks, "values"
       FROM published.county_month one
       WHERE state_code = $1 AND release = (
         SELECT max(number) FROM published.release
         WHERE state_code = $1 AND number <= $2 AND sets_from <= one.month AND one.month < sets_until AND ${COUNTS})
       ORDER BY county_fips, month`,
      shown,
    ),
  ]);
  const [row] = roster.rows;
  if (row === undefined) throw new Error(`${releaseNumber(head)} is gone.`);
  const figures = new Map<string, PublishedFigure>();
  const restated = new Map<string, PublishedFigure>();
  for (const cell of cells.rows) (figures.has(cell.cell) ? restated : figures).set(cell.cell, toFigure(cell));
  return {
    ...head,
    roster: toRoster(row.roster),
    figures,
    restated,
    months: months.rows,
  };
}

interface HeadRow {
  readonly state_code: StateCode;
  readonly number: number;
  readonly kind: ReleaseKind;
  readonly published_at: Date;
  readonly as_of: Date;
  readonly from_month: ReportingMonth;
  readonly until_month: ReportingMonth;
  readonly policy: DisclosurePolicy;
  readonly is_demonstration: boolean;
  readonly content_sha256: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawal_reason: string | null;
}

const CORRECTIONS = `
  SELECT one.state_code, one.release, published_at, cell, status_before, value_before, status_after, value_after,
    CASE level WHEN 'STATE' THEN state.name WHEN 'CHAPTER' THEN chapter.name WHEN 'COUNTY' THEN county.name END AS place_name
  FROM published.correction one
  JOIN published.release ON release.state_code = one.state_code AND number = one.release
  CROSS JOIN LATERAL (
    SELECT split_part(cell, ':', 1) AS level, substr(split_part(cell, '|', 1), strpos(cell, ':') + 1) AS code) place
  LEFT JOIN published.state ON level = 'STATE' AND state.code = place.code
  LEFT JOIN published.chapter ON level = 'CHAPTER' AND chapter.state_code = one.state_code AND chapter.slug = place.code
  LEFT JOIN published.county ON level = 'COUNTY' AND county.fips = place.code`;

interface CorrectionRow {
  readonly state_code: StateCode;
  readonly release: number;
  readonly published_at: Date;
  readonly cell: CellId;
  readonly status_before: CellStatus;
  readonly value_before: number | null;
  readonly status_after: CellStatus;
  readonly value_after: number | null;
  /** Null for a region, which is called by its code. */
  readonly place_name: string | null;
}

function toCorrection(row: CorrectionRow): PublishedCorrection {
  const { spot } = parseCellId(row.cell);
  return {
    id: row.cell,
    release: releaseNumber({ stateCode: row.state_code, number: row.release }),
    publishedAt: row.published_at,
    placeName: row.place_name ?? spot.slice(spot.indexOf(":") + 1, spot.indexOf("|")),
    before: { status: row.status_before, value: row.value_before },
    after: { status: row.status_after, value: row.value_after },
  };
}

interface CellRow {
  readonly cell: CellId;
  readonly status: CellStatus;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly expected: number;
  readonly counted: number;
}

function toHead(row: HeadRow): ReleaseHead {
  const { withdrawn_at: at, withdrawal_reason: reason } = row;
  return {
    stateCode: row.state_code,
    number: row.number,
    kind: row.kind,
    publishedAt: row.published_at,
    asOf: row.as_of,
    from: row.from_month,
    until: row.until_month,
    policy: row.policy,
    isDemonstration: row.is_demonstration,
    contentSha256: row.content_sha256,
    withdrawal: at === null || reason === null ? null : { at, reason },
  };
}

function toFigure({ cell: id, status, value, lower, upper, expected, counted }: CellRow): PublishedFigure {
  return {
    id,
    status,
    value,
    bounds: lower === null ? null : { lower, upper },
    coverage: { expected, counted },
  };
}
