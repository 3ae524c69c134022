// Encounters, kept once by their natural key.

import { NOTHING_RECORDED, type Encounter, type Injury } from "../domain/encounters/encounter.js";
import type { CountyFips } from "../domain/geography.js";
import { addMonths, type ReportingMonth } from "../domain/reporting-month.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { KeptEncounters, Writer } from "../usecases/ports.js";
import { askingWithin } from "./ask.js";
import { readChapter } from "./chapter-store.js";
import type { Client } from "./database.js";
import type { Prisma } from "./generated/client.js";
import { fromLocalDate, toLocalDate } from "./rows.js";

/** Rows per statement: far below PostgreSQL's 65,535 parameters. */
const BATCH = 1_000;

const withInjuries = { injuries: true } as const satisfies Prisma.EncounterInclude;
type EncounterRow = Prisma.EncounterGetPayload<{ include: typeof withInjuries }>;

type EncounterWriter = Pick<Writer, "lockChapter" | "keepEncounters" | "encountersIn">;

export function encounterWriter(client: Client): EncounterWriter {
  return {
    async lockChapter(stateCode, slug) {
      await client.$queryRaw`SELECT id FROM chapter WHERE state_code = ${stateCode} AND slug = ${slug} FOR UPDATE`;
      // Read only now: the roster may have changed while we waited.
      return readChapter(askingWithin(client), stateCode, slug);
    },

    async keepEncounters(chapter, encounters, importedAt, onProgress) {
      const kept: { [Part in keyof KeptEncounters]: KeptEncounters[Part][number][] } = {
        added: [],
        changed: [],
        unchanged: [],
      };
      for (let start = 0; start < encounters.length; start += BATCH) {
        const batch = encounters.slice(start, start + BATCH);
        const onFile = await loadByKey(client, batch);
        const added = batch.filter((one) => !onFile.has(keyOf(one)));
        await add(client, chapter, added, importedAt);
        kept.added.push(...added);
        for (const after of batch) {
          const before = onFile.get(keyOf(after));
          if (before === undefined) continue;
          if (isSame(before, after)) kept.unchanged.push(after);
          else {
            await change(client, chapter, after, importedAt);
            kept.changed.push({ before, after });
          }
        }
        onProgress(start + batch.length, encounters.length);
      }
      return kept;
    },

    async encountersIn(chapter, county, months) {
      const rows = await client.encounter.findMany({
        where: {
          chapterId: chapter,
          countyFips: county,
          OR: months.map((month) => ({ occurredOn: within(month) })),
        },
        include: withInjuries,
      });
      return rows.map(toEncounter);
    },
  };
}

function within(month: ReportingMonth): { gte: Date; lt: Date } {
  return { gte: new Date(`${month}-01T00:00:00Z`), lt: new Date(`${addMonths(month, 1)}-01T00:00:00Z`) };
}

function keyOf({ source, sourceKey }: { readonly source: string; readonly sourceKey: string }): string {
  return JSON.stringify([source, sourceKey]);
}

function isSame(left: Encounter, right: Encounter): boolean {
  return (Object.keys(left) as (keyof Encounter)[]).every(
    (name) => JSON.stringify(inOrder(left[name])) === JSON.stringify(inOrder(right[name])),
  );
}

/** Injuries and dispositions come in no order. */
function inOrder(value: Encounter[keyof Encounter]): unknown {
  if (value === null || typeof value !== "object") return value;
  return value
    .map((one) => (typeof one === "string" ? one : [one.party, one.severity, one.persons].join(" ")))
    .sort();
}

async function loadByKey(
  client: Client,
  encounters: readonly Encounter[],
): Promise<ReadonlyMap<string, Encounter>> {
  const source = [...new Set(encounters.map((one) => one.source))];
  const rows = await client.encounter.findMany({
    where: { source: { in: source }, sourceKey: { in: encounters.map((one) => one.sourceKey) } },
    include: withInjuries,
  });
  return new Map(rows.map((row) => [keyOf(row), toEncounter(row)]));
}

async function add(
  client: Client,
  chapter: ChapterId,
  encounters: readonly Encounter[],
  importedAt: Date,
): Promise<void> {
  const rows = await client.encounter.createManyAndReturn({
    data: encounters.map((one) => ({ ...toRow(chapter, one), importedAt })),
    select: { id: true, source: true, sourceKey: true },
  });
  const ids = new Map(rows.map((row) => [keyOf(row), row.id]));
  const injuries = encounters.flatMap((one) => {
    const encounterId = ids.get(keyOf(one));
    return encounterId === undefined
      ? []
      : (one.injuries ?? []).map((injury) => ({ ...injury, encounterId }));
  });
  if (injuries.length > 0) await client.encounterInjury.createMany({ data: injuries });
}

async function change(
  client: Client,
  chapter: ChapterId,
  encounter: Encounter,
  importedAt: Date,
): Promise<void> {
  const { source, sourceKey } = encounter;
  await client.encounter.update({
    where: { source_sourceKey: { source, sourceKey } },
    data: {
      ...toRow(chapter, encounter),
      importedAt,
      injuries: { deleteMany: {}, create: (encounter.injuries ?? []).map((injury) => ({ ...injury })) },
    },
  });
}

function toRow(chapter: ChapterId, encounter: Encounter) {
  const { county, occurredOn, injuries, collects, ...rest } = encounter;
  return {
    ...rest,
    collects: [...collects],
    chapterId: chapter,
    countyFips: county,
    occurredOn: fromLocalDate(occurredOn),
    isInjuryRecorded: injuries !== null,
  };
}

function toEncounter(row: EncounterRow): Encounter {
  return {
    ...pickAttributes(row),
    source: row.source,
    sourceKey: row.sourceKey,
    county: row.countyFips as CountyFips,
    occurredOn: toLocalDate(row.occurredOn),
    occurredHour: row.occurredHour,
    disposition: row.disposition,
    collects: row.collects,
    injuries: row.isInjuryRecorded ? row.injuries.map(toInjury) : null,
  };
}

type PlainAttributes = Omit<typeof NOTHING_RECORDED, "injuries">;

function pickAttributes(row: PlainAttributes): PlainAttributes {
  const names = Object.keys(NOTHING_RECORDED).filter(
    (name) => name !== "injuries",
  ) as (keyof PlainAttributes)[];
  return Object.fromEntries(names.map((name) => [name, row[name]])) as unknown as PlainAttributes;
}

function toInjury({ party, severity, persons }: Injury): Injury {
  return { party, severity, persons };
}
