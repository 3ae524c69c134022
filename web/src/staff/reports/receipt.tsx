// The proof that a month was taken in, for the coordinator's own files.

import type { PayloadFragment } from "../../generated/graphql.js";
import { countInWords, instantInWords, monthInWords } from "../words.js";

export interface ReceiptProps {
  readonly outcome: PayloadFragment;
  readonly name: string;
  readonly month: string;
}

export function Receipt({ outcome: { receipt, unchanged, userErrors }, name, month }: ReceiptProps) {
  const warnings = userErrors.filter(({ severity }) => severity === "WARNING");
  if (receipt === null)
    return (
      <section className="receipt" role="status">
        <h2>{unchanged ? "Nothing to file: this is what is on file already." : "Filed."}</h2>
      </section>
    );
  return (
    <section className="receipt" role="status" aria-labelledby="receipt-title">
      <h2 id="receipt-title">
        Submitted: {name}, {monthInWords(month)}
      </h2>
      <p>It now waits for the reviewer. Keep this receipt: it proves what was received, and when.</p>
      <dl>
        <dt>Receipt number</dt>
        <dd>{countInWords(receipt.auditNumber)}</dd>
        <dt>Received</dt>
        <dd>{instantInWords(receipt.at)}</dd>
        <dt>Revision</dt>
        <dd>{receipt.revision}</dd>
        <dt>Contents (SHA-256)</dt>
        <dd>
          <code>{receipt.contentSha256}</code>
        </dd>
        <dt>Verification code</dt>
        <dd>
          <code>{receipt.auditSha256}</code>
        </dd>
      </dl>
      {warnings.length > 0 && (
        <>
          <h3>Worth a second look</h3>
          <ul>
            {warnings.map(({ message, fix }) => (
              <li key={message}>
                {message} {fix}
              </li>
            ))}
          </ul>
        </>
      )}
      <button type="button" className="quiet no-print" onClick={() => window.print()}>
        Print
      </button>
    </section>
  );
}
