// A month of a year, in two lists: not every browser has a picker for months, and half a month that is being typed is not a month.

import { useId, useState } from "react";
import { earlier, later, nameOfMonth } from "../words.js";

export interface MonthChoiceProps {
  readonly label: string;
  /** "2026-07"; anything else: none is chosen yet. */
  readonly value: string;
  /** The first and the last month that can be chosen. */
  readonly first: string;
  readonly last: string;
  /** Called with whole months only. */
  readonly onChange: (month: string) => void;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));

export function MonthChoice({ label, value, first, last, onChange }: MonthChoiceProps) {
  const id = useId();
  const [, saidYear, saidMonth] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(value) ?? [];
  const [half, setHalf] = useState({ year: "", month: "" });
  const year = saidYear ?? half.year;
  const month = saidMonth ?? half.month;
  const choose = (chosen: { readonly year: string; readonly month: string }) => {
    setHalf(chosen);
    if (chosen.year !== "" && chosen.month !== "")
      onChange(earlier(later(`${chosen.year}-${chosen.month}`, first), last));
  };
  return (
    <div role="group" aria-labelledby={id} className="month-choice">
      <span id={id}>{label}</span>
      <select
        aria-label={`${label}, month`}
        value={month}
        onChange={(event) => choose({ year, month: event.currentTarget.value })}
      >
        {month === "" && <option value="">Month</option>}
        {MONTHS.map((one) => (
          <option key={one} value={one} disabled={year !== "" && !isIn(`${year}-${one}`, first, last)}>
            {nameOfMonth(one)}
          </option>
        ))}
      </select>
      <select
        aria-label={`${label}, year`}
        value={year}
        onChange={(event) => choose({ year: event.currentTarget.value, month })}
      >
        {year === "" && <option value="">Year</option>}
        {yearsOf(first, last, year).map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </div>
  );
}

function isIn(month: string, first: string, last: string): boolean {
  return first <= month && month <= last;
}

/** The latest first; a year that the address names is among them, wherever it lies. */
function yearsOf(first: string, last: string, chosen: string): readonly string[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const years = Array.from({ length: to - from + 1 }, (_, index) => String(to - index));
  return chosen === "" || years.includes(chosen) ? years : [chosen, ...years];
}
