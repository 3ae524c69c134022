// The columns of a file of corrections: one published figure that a release has changed.

import { measure } from "../domain/catalog/catalog.js";
import { parseCellId } from "../domain/disclosure/lattice-cell.js";
import type { PublishedCorrection } from "../domain/release/correction.js";
import { placeNamed } from "../domain/release/spots.js";
import { column, type Column } from "./column.js";

const place = ({ id }: PublishedCorrection) => placeNamed(parseCellId(id).spot.split("|")[0] ?? "");

export const CORRECTION_COLUMNS: readonly Column<PublishedCorrection>[] = [
  column("release", "text", 'Number of the release that made the correction, such as "MO-5".', ({ release }) => release),
  column("area_kind", "text", "What kind of place it is: STATE, REGION, CHAPTER or COUNTY.", (one) => place(one).level),
  column("area_code", "text", "The place, as in the file of cells.", (one) => place(one).code),
  column("period", "text", 'The period: "2026-03", "2026-Q1" or "2026".', ({ id }) => parseCellId(id).spot.split("|")[1] ?? ""),
  column("measure", "text", "What is counted: a key of the catalogue of measures.", ({ id }) => parseCellId(id).measure),
  column("unit", "text", "What one of it is.", ({ id }) => measure(parseCellId(id).measure).unit),
  column("status_before", "text", "What stood behind the value before, or behind its absence.", ({ before }) => before.status),
  column("value_before", "integer", "The value before; empty where there was none.", ({ before }) => before.value),
  column("status_after", "text", "What stands behind the value since.", ({ after }) => after.status),
  column("value_after", "integer", "The value since; empty where there is none.", ({ after }) => after.value),
]; // prettier-ignore
