// Everything that is wrong, at once, each with the way out. Focus goes there, so that it is heard as well as seen, but never out of a
// field that somebody is typing in.

import { useEffect, useRef } from "react";
import type { Problem } from "../ask.js";

export interface ProblemsProps {
  readonly problems: readonly Problem[];
  /** Where on the page a problem can be mended; null where nowhere. */
  readonly idOf?: (problem: Problem) => string | null;
  /** False where they answer what is being typed or chosen: focus stays in that field. */
  readonly isFocused?: boolean;
}

export function Problems({ problems, idOf = () => null, isFocused = true }: ProblemsProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFocused && problems.length > 0) box.current?.focus();
  }, [problems, isFocused]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} className="problems" role="alert" tabIndex={-1}>
      {problems.length > 1 && <p>{problems.length} things need your attention:</p>}
      <ul>
        {problems.map((problem, index) => {
          const id = idOf(problem);
          const words = `${problem.message} ${problem.fix}`.trim();
          return <li key={index}>{id === null ? words : <a href={`#${id}`}>{words}</a>}</li>;
        })}
      </ul>
    </div>
  );
}
