// The mails this platform writes: what kinds there are, and what one of them is before it is sent.

export const NOTIFICATION_KINDS = ["DUE_SOON", "OVERDUE", "RETURNED", "INVITATION"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Kinds that a recipient may refuse. An invitation is sent because somebody asked for it, once. */
export const REFUSABLE_KINDS = ["DUE_SOON", "OVERDUE", "RETURNED"] as const satisfies NotificationKind[];
export type RefusableKind = (typeof REFUSABLE_KINDS)[number];

export function isRefusable(kind: string): kind is RefusableKind {
  return REFUSABLE_KINDS.some((one) => one === kind);
}

/** Whether the words of such a mail are a way in, and so are kept no longer than until it is sent or of no use. */
export function holdsSecret(kind: NotificationKind): boolean {
  return kind === "INVITATION";
}

/** A mail as it is queued. Holds no figure and nothing of any person in crisis: chapter, county, month, a reviewer's comment. */
export interface OutgoingMessage {
  readonly kind: NotificationKind;
  /** From `mailAddress`. */
  readonly recipient: string;
  /** Names the event and the recipient, such as `due-soon/MO/linn/2026-10/anna@example.org`. One mail a key, ever. */
  readonly dedupeKey: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** The inside of a body element; null for a mail of text only. */
  readonly html: string | null;
  /** From then on the mail would only mislead; null when it never goes stale. */
  readonly uselessAt: Date | null;
}

/** Somebody to write to. */
export interface Recipient {
  readonly email: string;
  readonly displayName: string;
}

/** The form in which addresses are kept and compared. */
export function mailAddress(text: string): string {
  return text.trim().toLowerCase();
}

/** Whether a text from `mailAddress` is one address: nothing in it that a mail header could read as more. */
export function isMailAddress(text: string): boolean {
  return /^[^\s\p{Cc}@,;:<>()"]+@[^\s\p{Cc}@,;:<>()"]+$/u.test(text);
}

/** Whether an address may be written to at all: `.invalid` names nobody (RFC 2606), and demonstration accounts end in it. */
export function isDeliverable(address: string): boolean {
  return !/\.invalid$|@invalid$/i.test(address);
}
