// The counties of a state as outlines to draw, from the Census Bureau's cartographic boundaries.

import { geoBounds, geoCentroid, geoConicConformal, geoPath } from "d3-geo";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

export interface CountyShapes {
  readonly width: number;
  readonly height: number;
  /** FIPS code → outline as a path of SVG, in units of the drawing. */
  readonly counties: ReadonlyMap<string, string>;
  /** Outline of the state. */
  readonly border: string;
}

type Atlas = Topology<{ counties: GeometryCollection; states: GeometryCollection }>;

const WIDTH = 640;
const DIGITS = 1;

let atlas: Atlas | undefined;
const kept = new Map<string, CountyShapes>();

/**
 * Projected so that the state stands upright, and kept: each state is drawn once.
 * @param stateFips the first two digits of its counties' codes; a state the atlas lacks has no shapes
 */
export function countyShapes(stateFips: string): CountyShapes {
  const found = kept.get(stateFips) ?? drawn(stateFips);
  kept.set(stateFips, found);
  return found;
}

function drawn(stateFips: string): CountyShapes {
  atlas ??= readAtlas();
  const geometries = atlas.objects.counties.geometries.filter(({ id }) => String(id).startsWith(stateFips));
  const collection: GeometryCollection = { type: "GeometryCollection", geometries };
  const shapes = feature(atlas, collection);
  const [[, south], [, north]] = geoBounds(shapes);
  const [longitude] = geoCentroid(shapes);
  const projection = geoConicConformal()
    .parallels([south + (north - south) / 6, north - (north - south) / 6])
    .rotate([-longitude, 0])
    .fitWidth(WIDTH, shapes);
  const path = geoPath(projection).digits(DIGITS);
  const [, [, bottom]] = path.bounds(shapes);
  return {
    width: WIDTH,
    height: Math.ceil(bottom),
    counties: new Map(shapes.features.map((county) => [String(county.id), path(county) ?? ""])),
    border: path(mesh(atlas, collection, (one, other) => one === other)) ?? "",
  };
}

function readAtlas(): Atlas {
  const file = createRequire(import.meta.url).resolve("us-atlas/counties-10m.json");
  return JSON.parse(readFileSync(file, "utf8")) as Atlas;
}
