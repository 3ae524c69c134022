// What stands in place of an answer that did not come: tried three times, and from here on when somebody wants it.

export interface NotFetchedProps {
  /** What is missing, as a sentence begins: "The report". */
  readonly what: string;
  readonly onTry: () => unknown;
}

export function NotFetched({ what, onTry }: NotFetchedProps) {
  return (
    <p className="waiting" role="alert">
      {what} cannot be fetched just now.{" "}
      <button type="button" className="quiet" onClick={() => void onTry()}>
        Try again
      </button>
    </p>
  );
}
