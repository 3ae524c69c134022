// Which state one works for, where an account reaches several.

import { useState } from "react";
import type { Role } from "../../generated/graphql.js";
import { statesOf, useSession } from "../session/session.js";

/** The state that is chosen, and the choice where there is one. */
export function useStateOfWork(roles: readonly Role[]) {
  const { viewer } = useSession();
  const states = statesOf(viewer, roles);
  const [chosen, setChosen] = useState(states[0] ?? "");
  const choice =
    states.length < 2 ? null : (
      <p className="choose-state">
        <label htmlFor="state">State</label>
        <select id="state" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          {states.map((state) => (
            <option key={state}>{state}</option>
          ))}
        </select>
      </p>
    );
  return { state: chosen, choice };
}
