// A share as an icon array of a hundred marks: what "81 of 100" looks like.

import type { Metric } from "../generated/graphql.js";

export interface HundredProps {
  /** Marks that the share counts, 0 to 100. */
  readonly counted: number;
  readonly metric: Metric;
  /** What the marks are, and how many of them are counted. */
  readonly caption: string;
  /** What it shows, said to those who do not see it. */
  readonly label: string;
}

const SIDE = 10;
const STEP = 20;

interface Look {
  readonly shape: "SQUARE" | "DOT";
  readonly colour: "care" | "jail" | "marked" | "other";
}

const CARE: Look = { shape: "SQUARE", colour: "care" };
const JAIL: Look = { shape: "DOT", colour: "jail" };

/** Those that a share counts, and the rest: jail and care look as in every other chart. */
const LOOKS: Readonly<Partial<Record<Metric, readonly [counted: Look, rest: Look]>>> = {
  DIVERSION_RATE: [CARE, JAIL],
  HOSPITAL_DIVERSION_RATE: [CARE, JAIL],
  JAIL_RATE: [JAIL, { shape: "SQUARE", colour: "other" }],
};

const DEFAULT_LOOKS = [
  { shape: "SQUARE", colour: "marked" },
  { shape: "DOT", colour: "other" },
] as const;

export function Hundred({ counted, metric, caption, label }: HundredProps) {
  const [look, rest] = LOOKS[metric] ?? DEFAULT_LOOKS;
  return (
    <figure className="hundred-figure">
      <svg className="hundred" viewBox="0 0 198 198" role="img" aria-label={label}>
        {Array.from({ length: 100 }, (_, index) => (
          <Mark
            key={index}
            x={(index % SIDE) * STEP}
            y={Math.floor(index / SIDE) * STEP}
            look={index < counted ? look : rest}
          />
        ))}
      </svg>
      <figcaption>
        {caption} {KEYS[metric] ?? DEFAULT_KEY}
      </figcaption>
    </figure>
  );
}

/** What the shapes mean, for those who do not tell the colors apart. */
const KEYS: Readonly<Partial<Record<Metric, string>>> = {
  DIVERSION_RATE: "Squares: care. Dots: jail.",
  HOSPITAL_DIVERSION_RATE: "Squares: hospital. Dots: jail.",
  JAIL_RATE: "Dots: jail. Squares: other outcomes.",
};

const DEFAULT_KEY = "Squares: those counted. Dots: the rest.";

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly look: Look;
}

function Mark({ x, y, look: { shape, colour } }: MarkProps) {
  return shape === "DOT" ? (
    <circle cx={x + 8.5} cy={y + 8.5} r="8.5" className={colour} />
  ) : (
    <rect x={x} y={y} width="17" height="17" rx="2" className={colour} />
  );
}
