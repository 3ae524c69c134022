// Questions that an analyst asks again and again, kept in this browser by name. A link shares one with a colleague.

import { useState } from "react";
import { searchOf, type Question } from "./question.js";

interface KeptQuestion {
  readonly name: string;
  readonly search: string;
}

const PLACE = "intercept-one questions";

function kept(): readonly KeptQuestion[] {
  const text = localStorage.getItem(PLACE);
  return text === null ? [] : (JSON.parse(text) as readonly KeptQuestion[]);
}

export interface KeptQuestionsProps {
  readonly question: Question;
  readonly onOpen: (search: string) => void;
}

export function KeptQuestions({ question, onOpen }: KeptQuestionsProps) {
  const [questions, setQuestions] = useState(kept);
  const [name, setName] = useState("");
  const [copied, setCopied] = useState<string | null>(null);
  const keep = (all: readonly KeptQuestion[]) => {
    localStorage.setItem(PLACE, JSON.stringify(all));
    setQuestions(all);
  };
  const search = searchOf(question);
  return (
    <details className="kept-questions">
      <summary>
        Saved questions{questions.length > 0 && ` (${String(questions.length)})`}, and sharing
      </summary>
      <form
        className="bar"
        onSubmit={(event) => {
          event.preventDefault();
          keep([...questions.filter((one) => one.name !== name.trim()), { name: name.trim(), search }]);
          setName("");
        }}
      >
        <label htmlFor="question-name">Save this question as</label>
        <input
          id="question-name"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit">Save</button>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            void navigator.clipboard
              .writeText(`${window.location.origin}/staff/explorer?${search}`)
              .then(() => setCopied(search));
          }}
        >
          {copied === search ? "Link copied" : "Copy a link to it"}
        </button>
      </form>
      {questions.length > 0 && (
        <ul>
          {questions.map((one) => (
            <li key={one.name} className="bar">
              <button type="button" className="quiet" onClick={() => onOpen(one.search)}>
                {one.name}
              </button>
              <button
                type="button"
                className="quiet"
                aria-label={`Forget ${one.name}`}
                onClick={() => keep(questions.filter(({ name: other }) => other !== one.name))}
              >
                Forget
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="says">
        Saved in this browser. Whoever opens the link sees the answer as far as their account reaches.
      </p>
    </details>
  );
}
