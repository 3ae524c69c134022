// Which rate and which months a page shows. A plain form: it works without a script, and its answer is an address.

import type { View } from "../view.js";
import { slugOf } from "../words.js";

export interface ChooserProps {
  readonly view: View;
  /** Path of the page, which the choice leads back to. */
  readonly action: string;
  readonly children?: React.ReactNode;
}

export function Chooser({ view, action, children }: ChooserProps) {
  const years = view.periods.filter(({ kind }) => kind === "YEAR");
  const quarters = view.periods.filter(({ kind }) => kind === "QUARTER");
  return (
    <form className="chooser" method="get" action={action} autoComplete="off" data-chooser="">
      {view.isPinned && <input type="hidden" name="release" value={view.release.number} />}
      {children}
      <p>
        <label htmlFor="metric">Rate</label>
        <select id="metric" name="metric" defaultValue={slugOf(view.metric.key)}>
          {view.metrics.map(({ key, title }) => (
            <option key={key} value={slugOf(key)}>
              {title}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label htmlFor="period">Months</label>
        <select id="period" name="period" defaultValue={view.period.key}>
          <optgroup label="Years">
            {years.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </optgroup>
          <optgroup label="Quarters">
            {quarters.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </optgroup>
        </select>
      </p>
      <button type="submit">Show</button>
    </form>
  );
}
