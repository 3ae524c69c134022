// Questions that an analyst asks again and again, kept by the account under names. A link shares one with a colleague.

import copyText from "copy-to-clipboard";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  ForgetQuestionDocument,
  SavedQuestionsDocument,
  SaveQuestionDocument,
} from "../../generated/graphql.js";
import { ask } from "../ask.js";
import { Problems } from "../parts/problems.js";
import { useAct } from "../use-act.js";
import { searchOf, type Question } from "./question.js";

export interface SavedQuestionsProps {
  readonly question: Question;
  readonly onOpen: (search: string) => void;
}

export function SavedQuestions({ question, onOpen }: SavedQuestionsProps) {
  const client = useQueryClient();
  const queryKey = ["saved questions"];
  const saved = useQuery({ queryKey, queryFn: () => ask(SavedQuestionsDocument, {}) });
  const act = useAct();
  const [name, setName] = useState("");
  const [copied, setCopied] = useState<string | null>(null);
  const questions = saved.data?.viewer.savedQuestions ?? [];
  const address = searchOf(question);
  const save = async () => {
    const isDone = await act.run(`save ${name} ${address}`, (idempotencyKey) =>
      ask(SaveQuestionDocument, { name, address, idempotencyKey }),
    );
    if (!isDone) return;
    setName("");
    await client.invalidateQueries({ queryKey });
  };
  const forget = async (savedQuestion: string) => {
    await act.run(`forget ${savedQuestion}`, (idempotencyKey) =>
      ask(ForgetQuestionDocument, { savedQuestion, idempotencyKey }),
    );
    await client.invalidateQueries({ queryKey });
  };
  return (
    <details className="saved-questions">
      <summary>
        Saved questions{questions.length > 0 && ` (${String(questions.length)})`}, and sharing
      </summary>
      <form
        className="bar"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label htmlFor="question-name">Save this question as</label>
        <input
          id="question-name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" disabled={act.isBusy}>
          Save
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            const link = `${window.location.origin}/staff/explorer?${address}`;
            void copyText(link).then((isCopied) => setCopied(isCopied ? address : null));
          }}
        >
          {copied === address ? "Link copied" : "Copy a link to it"}
        </button>
      </form>
      <Problems problems={act.problems} />
      {saved.isError && <p className="says">Your saved questions cannot be fetched just now.</p>}
      {questions.length > 0 && (
        <ul>
          {questions.map((one) => (
            <li key={one.id} className="bar">
              <button type="button" className="quiet" onClick={() => onOpen(one.address)}>
                {one.name}
              </button>
              <button
                type="button"
                className="quiet"
                aria-label={`Forget ${one.name}`}
                disabled={act.isBusy}
                onClick={() => void forget(one.id)}
              >
                Forget
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="says">
        Saved for your account, in place of one of the same name. Whoever opens a link sees the answer as far
        as their own account reaches.
      </p>
    </details>
  );
}
