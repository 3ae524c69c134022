// The counties of a state, coloured by a rate. Every reason for no number looks different, and the key says what it means.

import type { CountyShapes } from "../county-shapes.js";
import type { RatePartsFragment } from "../generated/graphql.js";
import { rateInWords, rateNumber, roundNumber, type Unit } from "../words.js";
import { colourOfStep, shareClasses, type Look, type ShareClasses } from "./share-classes.js";

export interface CountyOnMap {
  readonly fips: string;
  readonly name: string;
  /** Left out where no chapter serves the county. */
  readonly rate?: RatePartsFragment;
}

export interface CountyMapProps {
  readonly shapes: CountyShapes;
  readonly counties: readonly CountyOnMap[];
  readonly unit: Unit;
  /** What the map shows, said to those who do not see it. */
  readonly label: string;
  /** Page of a county. */
  readonly hrefOf: (fips: string) => string;
  /** The county that the page is about. */
  readonly picked?: string;
}

export function CountyMap({ shapes, counties, unit, label, hrefOf, picked }: CountyMapProps) {
  const classes = shareClasses(counties.flatMap(({ rate }) => (rate === undefined ? [] : [rate])));
  // The last one drawn lies on top: its outline must not be cut by its neighbours'.
  const inOrder = [...counties].sort(
    (one, other) => Number(one.fips === picked) - Number(other.fips === picked),
  );
  return (
    <div className="county-map">
      <a className="skip" href="#after-map" target="_self">
        Skip the map
      </a>
      <svg
        viewBox={`-2 -2 ${String(shapes.width + 4)} ${String(shapes.height + 4)}`}
        role="group"
        aria-label={label}
      >
        <MapPatterns />
        {inOrder.map((county) => (
          <a key={county.fips} href={hrefOf(county.fips)} aria-label={saysOf(county)}>
            <path
              d={shapes.counties.get(county.fips) ?? ""}
              className={`county ${classOf(classes.lookOf(county.rate))}${county.fips === picked ? " picked" : ""}`}
            >
              <title>{saysOf(county)}</title>
            </path>
          </a>
        ))}
        <path d={shapes.border} className="border" />
      </svg>
      <MapKey classes={classes} unit={unit} counties={counties} />
    </div>
  );
}

function saysOf({ name, rate }: CountyOnMap): string {
  return `${name}: ${rate === undefined || rate.status === "NOT_EXPECTED" ? "no chapter" : rateInWords(rate)}`;
}

function classOf(look: Look): string {
  return look.kind === "SHOWN" ? `share-${String(look.step)}` : look.kind.toLowerCase().replaceAll("_", "-");
}

const WITHOUT_NUMBER: readonly (readonly [Exclude<Look["kind"], "SHOWN">, string])[] = [
  ["ZERO", "Zero"],
  ["WITHHELD", "Withheld to protect people"],
  ["NO_REPORT", "Chapter, but no report"],
  ["NOT_COLLECTED", "Chapter does not collect this"],
  ["NO_MEANING", "Cannot be worked out"],
  ["NO_CHAPTER", "No chapter"],
];

interface MapKeyProps {
  readonly classes: ShareClasses;
  readonly unit: Unit;
  readonly counties: readonly CountyOnMap[];
}

function MapKey({ classes, unit, counties }: MapKeyProps) {
  const there = new Set(counties.map(({ rate }) => classes.lookOf(rate).kind));
  return (
    <ul className="map-key" id="after-map" aria-label="Key">
      {classes.steps.map(([lower, upper], index) => (
        <li key={lower}>
          <Swatch look={`share-${String(colourOfStep(index, classes.steps.length))}`} />
          {upper > lower
            ? `${roundNumber(lower, unit)} to ${roundNumber(upper, unit)}`
            : rateNumber(String(lower), unit)}
        </li>
      ))}
      {WITHOUT_NUMBER.filter(([kind]) => there.has(kind)).map(([kind, words]) => (
        <li key={kind}>
          <Swatch look={kind.toLowerCase().replaceAll("_", "-")} />
          {words}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ look }: { readonly look: string }) {
  return (
    <svg className="swatch" width="28" height="18" aria-hidden="true">
      <rect x="1" y="1" width="26" height="16" className={`county ${look}`} />
    </svg>
  );
}

/** Hatched, dotted and ringed grounds; named once on a page. */
function MapPatterns() {
  return (
    <defs>
      <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="pattern-ground" />
        <line x1="0" y1="0" x2="0" y2="6" className="pattern-ink" />
      </pattern>
      <pattern id="dotted" width="7" height="7" patternUnits="userSpaceOnUse">
        <rect width="7" height="7" className="pattern-ground" />
        <circle cx="2" cy="2" r="0.9" className="pattern-dot" />
      </pattern>
      <pattern id="barred" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" className="pattern-ground" />
        <line x1="0" y1="4" x2="8" y2="4" className="pattern-line" />
      </pattern>
      <pattern id="crossed" width="12" height="12" patternUnits="userSpaceOnUse">
        <rect width="12" height="12" className="pattern-ground" />
        <path d="M3 3L9 9M9 3L3 9" className="pattern-line" />
      </pattern>
      <pattern id="ringed" width="12" height="12" patternUnits="userSpaceOnUse">
        <rect width="12" height="12" className="pattern-ground" />
        <circle cx="6" cy="6" r="3" className="pattern-ring" />
      </pattern>
    </defs>
  );
}
