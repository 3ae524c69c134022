// A share as a hundred marks: what "81 of 100" looks like.

import type { Metric } from "../generated/graphql.js";

export interface HundredProps {
  /** 0 to 1. */
  readonly share: number;
  readonly metric: { readonly key: Metric; readonly unit: string };
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

const USUAL_LOOKS = [
  { shape: "SQUARE", colour: "marked" },
  { shape: "DOT", colour: "other" },
] as const;

export function Hundred({ share, metric, label }: HundredProps) {
  const counted = Math.round(share * 100);
  const [look, rest] = LOOKS[metric.key] ?? USUAL_LOOKS;
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
      <figcaption>{keyOf(metric, counted)}</figcaption>
    </figure>
  );
}

function keyOf({ key, unit }: HundredProps["metric"], counted: number): string {
  if (key === "DIVERSION_RATE") return "Squares: care. Dots: jail.";
  if (key === "HOSPITAL_DIVERSION_RATE") return "Squares: hospital. Dots: jail.";
  const share = `${String(counted)} of 100 ${unit.replace(/^of /, "")}`;
  return key === "JAIL_RATE" ? `Dots: jail, ${share}. Squares: other endings.` : `Squares: ${share}.`;
}

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
