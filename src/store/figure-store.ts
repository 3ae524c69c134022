// What all figures are added up from, state by state, held in memory. PostgreSQL stays the record: whatever changes there is
// forgotten here at once and read again by the next question that needs it.

import type { ChapterId } from "../domain/reporting/chapter.js";
import { monthAt } from "../domain/reporting-month.js";
import { OutcomeSource } from "../domain/statistics/outcome-source.js";
import { buildReportGrid, withReportsOf, type Roster } from "../domain/statistics/report-grid.js";
import type { Clock, FigureReader } from "../usecases/ports.js";
import type { Keeping } from "./change-listener.js";
import { Prisma, type PrismaClient } from "./generated/client.js";
import { readOnFile, readOnFileAsOf } from "./report-store.js";
import { toRoster, type RosterRow } from "./roster-row.js";

export interface FigureStore extends FigureReader, Keeping {}

/** Past answers that are kept, since somebody who asks once often asks again. */
const MOST_PAST = 8;

interface Kept {
  source: OutcomeSource | null;
  /** Chapters whose reports have changed since. */
  readonly stale: Set<ChapterId>;
  /** Rises with every change, so that what was read before one is not taken for what is there after it. */
  generation: number;
  /** A reading under way, which serves all who ask before the next change. */
  reading: { readonly generation: number; readonly source: Promise<OutcomeSource | null> } | null;
}

export function figureStore(prisma: PrismaClient, clock: Clock): FigureStore {
  const states = new Map<string, Kept>();
  const past = new Map<string, Promise<OutcomeSource | null>>();
  let isTold = false;

  const readAll = async (stateCode: string): Promise<OutcomeSource | null> => {
    const roster = await readRoster(prisma, stateCode);
    if (roster === null) return null;
    const reports = await readOnFile(prisma, ofChapters(roster.chapters.map(({ id }) => id)));
    return sourceOf(roster, reports, clock());
  };

  const readStale = async (source: OutcomeSource, stale: ReadonlySet<ChapterId>, stateCode: string) => {
    const reports = await readOnFile(prisma, ofChapters([...stale]));
    const grid = withReportsOf(source.grid, stale, reports);
    return grid === null ? readAll(stateCode) : new OutcomeSource(grid);
  };

  const begin = (stateCode: string, kept: Kept): Promise<OutcomeSource | null> => {
    const { generation, source } = kept;
    const stale = new Set(kept.stale);
    const reading =
      source === null || isOutgrown(source, clock())
        ? readAll(stateCode)
        : readStale(source, stale, stateCode);
    kept.reading = { generation, source: reading };
    return reading
      .then((fresh) => {
        if (kept.generation === generation && isTold) {
          kept.source = fresh;
          kept.stale.clear();
        }
        return fresh;
      })
      .finally(() => {
        if (kept.reading?.generation === generation) kept.reading = null;
      });
  };

  return {
    current(stateCode) {
      if (!isTold) return readAll(stateCode);
      const kept = states.get(stateCode) ?? { source: null, stale: new Set(), generation: 0, reading: null };
      states.set(stateCode, kept);
      if (kept.source !== null && kept.stale.size === 0 && !isOutgrown(kept.source, clock()))
        return Promise.resolve(kept.source);
      if (kept.reading?.generation === kept.generation) return kept.reading.source;
      return begin(stateCode, kept);
    },

    asOf(stateCode, instant) {
      const key = `${stateCode} ${instant.toISOString()}`;
      const kept = past.get(key);
      if (kept !== undefined) return kept;
      const source = readPast(prisma, stateCode, instant);
      past.set(key, source);
      const [oldest] = past.keys();
      if (past.size > MOST_PAST && oldest !== undefined) past.delete(oldest);
      source.catch(() => past.delete(key));
      return source;
    },

    forget(change) {
      for (const kept of states.values()) {
        kept.generation++;
        const { source } = kept;
        if (change === "ANYTHING" || source === null) kept.source = null;
        else if (source.roster.chapters.some(({ id }) => id === change)) kept.stale.add(change);
      }
    },

    listening(told) {
      isTold = told;
      if (!told) states.clear();
    },
  };
}

function ofChapters(chapters: readonly ChapterId[]): Prisma.Sql {
  return Prisma.sql`report.chapter_id = ANY(${[...chapters]})`;
}

/** The running month has reached the end of the columns. */
function isOutgrown({ grid }: OutcomeSource, now: Date): boolean {
  return monthAt(now, grid.roster.state.timeZone) >= grid.span.until;
}

function sourceOf(roster: Roster, reports: Parameters<typeof buildReportGrid>[1], now: Date): OutcomeSource {
  return new OutcomeSource(buildReportGrid(roster, reports, monthAt(now, roster.state.timeZone)));
}

async function readRoster(prisma: PrismaClient, stateCode: string): Promise<Roster | null> {
  const [row] = await prisma.$queryRaw<{ roster: RosterRow }[]>`
    SELECT roster FROM roster WHERE state_code = ${stateCode}`;
  return row === undefined ? null : toRoster(row.roster);
}

/** The edition that was in force, or the first one for an instant before there was any; failing that, what is known now. */
async function readPastRoster(
  prisma: PrismaClient,
  stateCode: string,
  instant: Date,
): Promise<Roster | null> {
  const [edition] = await prisma.$queryRaw<{ roster: RosterRow }[]>`
    SELECT roster FROM roster_edition WHERE state_code = ${stateCode}
    ORDER BY since <= ${instant} DESC, abs(extract(epoch FROM since - ${instant})), id DESC LIMIT 1`;
  return edition === undefined ? readRoster(prisma, stateCode) : toRoster(edition.roster);
}

async function readPast(
  prisma: PrismaClient,
  stateCode: string,
  instant: Date,
): Promise<OutcomeSource | null> {
  const roster = await readPastRoster(prisma, stateCode, instant);
  if (roster === null) return null;
  return sourceOf(roster, await readOnFileAsOf(prisma, stateCode, instant), instant);
}
