// Questions that a person keeps under a name, to ask them again from any browser.

import { parseName } from "../domain/access/account.js";
import {
  MOST_SAVED_QUESTIONS,
  parseQuestionAddress,
  type SavedQuestion,
} from "../domain/access/saved-question.js";
import type { Viewer } from "../domain/access/viewer.js";
import { accepted, problem, refused, type Outcome } from "../domain/problem.js";
import type { AccountReader } from "./account-ports.js";
import type { Clock, InTransaction } from "./ports.js";

interface Ports {
  readonly accounts: AccountReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

/** The viewer's own, as they were first saved. */
export type ListSavedQuestions = (viewer: Viewer) => Promise<readonly SavedQuestion[]>;

export function listSavedQuestions({ accounts }: Pick<Ports, "accounts">): ListSavedQuestions {
  return ({ accountId }) => accounts.questionsOf(accountId);
}

/** In place of one of the same name. */
export type SaveQuestion = (
  viewer: Viewer,
  question: Pick<SavedQuestion, "name" | "address">,
) => Promise<Outcome<SavedQuestion>>;

export function saveQuestion({ inTransaction, clock }: Omit<Ports, "accounts">): SaveQuestion {
  return async ({ accountId }, question) => {
    const [name, address] = [
      parseName(question.name, "name"),
      parseQuestionAddress(question.address, "address"),
    ];
    if (!name.ok || !address.ok)
      return refused(...[name, address].flatMap((one) => (one.ok ? [] : one.problems)));
    const saved = await inTransaction((writer) =>
      writer.saveQuestion(
        accountId,
        { name: name.value, address: address.value, savedAt: clock() },
        MOST_SAVED_QUESTIONS,
      ),
    );
    return saved === null ? refused(tooMany()) : accepted(saved);
  };
}

/** Somebody else's reads like one that does not exist. */
export type ForgetQuestion = (viewer: Viewer, id: number) => Promise<Outcome<SavedQuestion>>;

export function forgetQuestion({ inTransaction }: Pick<Ports, "inTransaction">): ForgetQuestion {
  return async ({ accountId }, id) => {
    const forgotten = await inTransaction((writer) => writer.forgetQuestion(accountId, id));
    return forgotten === null ? refused(unknown()) : accepted(forgotten);
  };
}

function tooMany() {
  return problem(
    "TOO_MANY_SAVED",
    "name",
    `You have saved ${String(MOST_SAVED_QUESTIONS)} questions, which is the most there may be.`,
    "Forget one first, or save under a name that is taken.",
  );
}

function unknown() {
  return problem(
    "NOT_FOUND",
    "savedQuestion",
    "You have no such question.",
    "List them with viewer { savedQuestions { id name } }.",
  );
}
