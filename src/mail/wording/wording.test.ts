import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CountyFips, StateCode } from "../../domain/geography.js";
import type { ChapterId } from "../../domain/reporting/chapter.js";
import { reportingMonth, type LocalDate } from "../../domain/reporting-month.js";
import { invitationMessage } from "./invitation-message.js";
import { letter } from "./letter.js";
import { dayInWords, linesOf, monthInWords, oneLine } from "./plain-words.js";
import { reminderMessage, type ReminderDetails } from "./reminder-message.js";
import { returnedMessage, type ReturnDetails } from "./returned-message.js";

const REMINDER: ReminderDetails = {
  reminder: {
    kind: "DUE_SOON",
    round: 1,
    chapter: {
      id: 1 as ChapterId,
      stateCode: "MO" as StateCode,
      slug: "linn",
      name: "Linn County CIT",
      memberships: [],
      expectations: [],
    },
    month: reportingMonth("2026-10"),
    dueOn: "2026-11-15" as LocalDate,
    openCounties: ["29115" as CountyFips, "29041" as CountyFips],
    uselessOn: "2026-11-16" as LocalDate,
  },
  recipient: { email: "Anna@Example.org", displayName: "Anna Reyes" },
  counties: [
    { name: "Chariton County", reportUrl: "https://reports.example.org/staff/reports/MO/linn/29041/2026-10" },
    { name: "Linn County", reportUrl: "https://reports.example.org/staff/reports/MO/linn/29115/2026-10" },
  ],
  today: "2026-11-10" as LocalDate,
  listUrl: "https://reports.example.org/staff/reports",
  uselessAt: new Date("2026-11-16T12:00:00Z"),
};

const RETURN: ReturnDetails = {
  recipient: { email: "Anna@Example.org", displayName: "Anna Reyes" },
  chapterName: "Linn County CIT",
  countyName: "Linn County",
  month: reportingMonth("2026-10"),
  reviewerComment: "Jail bookings exceed encounters.\nPlease check.",
  reportUrl: "https://reports.example.org/reports/2026-10/29115",
  occasion: "MO/linn/29115/2026-10/1",
};

describe("a reminder", () => {
  it("reads like this when reports are due soon", () => {
    const { text, ...mail } = reminderMessage(REMINDER);
    expect(mail).toMatchObject({
      kind: "DUE_SOON",
      recipient: "anna@example.org",
      dedupeKey: "due-soon/MO/linn/2026-10/anna@example.org",
      subject: "Linn County CIT: reports for October 2026 are due November 15, 2026",
    });
    expect(text).toBe(`Hello Anna Reyes,

This is a reminder that 2 reports of Linn County CIT for October 2026 are due November 15, 2026:

  - Chariton County: https://reports.example.org/staff/reports/MO/linn/29041/2026-10
  - Linn County: https://reports.example.org/staff/reports/MO/linn/29115/2026-10

If nothing happened in a county, please file a zero report: a month without a report is never read as zero.

See everything you have to file:
https://reports.example.org/staff/reports

As of November 10, 2026.
`);
  });

  it("reads like this when one report is overdue", () => {
    const mail = reminderMessage({
      ...REMINDER,
      reminder: { ...REMINDER.reminder, kind: "OVERDUE", round: 3 },
      counties: REMINDER.counties.slice(1),
    });
    expect(mail.dedupeKey).toBe("overdue/MO/linn/2026-10/3/anna@example.org");
    expect(mail.subject).toBe("Linn County CIT: reports for October 2026 are overdue");
    expect(mail.text).toContain(
      "We are still waiting for one report of Linn County CIT for October 2026, due November 15, 2026:",
    );
  });
});

describe("the notice of a returned report", () => {
  it("reads like this", () => {
    const { text, html, ...mail } = returnedMessage(RETURN);
    expect(mail).toEqual({
      kind: "RETURNED",
      recipient: "anna@example.org",
      dedupeKey: "returned/MO/linn/29115/2026-10/1/anna@example.org",
      subject: "Linn County, October 2026: the report was returned",
      uselessAt: null,
    });
    expect(text).toBe(`Hello Anna Reyes,

A reviewer has returned the report of Linn County CIT for Linn County, October 2026, with this comment:

> Jail bookings exceed encounters.
> Please check.

Correct and submit it again:
https://reports.example.org/reports/2026-10/29115
`);
    expect(html).toContain("<blockquote>Jail bookings exceed encounters.<br>Please check.</blockquote>");
  });
});

describe("the mail of an invitation", () => {
  it("reads like this", () => {
    const { text, html, ...mail } = invitationMessage({
      recipient: { email: "Anna@Example.org", displayName: "Anna Reyes" },
      link: "https://reports.example.org/accept-invitation#io_x",
      expiresAt: new Date("2026-12-07T18:00:00Z"),
      occasion: "7/0123456789abcdef",
    });
    expect(mail).toEqual({
      kind: "INVITATION",
      recipient: "anna@example.org",
      dedupeKey: "invitation/7/0123456789abcdef/anna@example.org",
      subject: "Your account at Intercept One",
      uselessAt: new Date("2026-12-07T18:00:00Z"),
    });
    expect(text).toBe(`Hello Anna Reyes,

An administrator of Intercept One, the reporting platform for CIT programmes, has made you a way in. Set a password of your own, of at least 12 characters, here:

Set your password:
https://reports.example.org/accept-invitation#io_x

The link works once, until 7 December 2026, 18:00 UTC. It is yours alone: do not pass this mail on. If you do not know what it is about, leave it be, and nothing happens.
`);
    expect(html).toContain(
      '<a href="https://reports.example.org/accept-invitation#io_x">Set your password</a>',
    );
  });
});

const BREAKS = [
  "\r\nBcc: eve@example.org",
  "\n\n<script>",
  "\u2028x",
  "\0",
  "\u202Etxt",
  "\u0085",
  "</p>",
  "&",
  '"',
];
const anyName = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.tuple(fc.string(), fc.constantFrom(...BREAKS), fc.string()).map((parts) => parts.join("")),
);

describe("whatever a name or a comment holds", () => {
  it("the subject stays one line, and quotes stay quotes", () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, anyName, (displayName, chapterName, countyName, comment) => {
        const { subject, text, html } = returnedMessage({
          ...RETURN,
          recipient: { ...RETURN.recipient, displayName },
          chapterName,
          countyName,
          reviewerComment: comment,
        });
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        const [hello, sentence, , ...after] = text.split("\n\n");
        expect(hello).toMatch(/^Hello .*,$/);
        expect(sentence).toMatch(/^A reviewer has returned .* with this comment:$/);
        // Nothing of the comment stands outside of its quote.
        const quoted = text.slice(text.indexOf("comment:\n\n") + 10, text.lastIndexOf("\n\nCorrect and"));
        if (
          !chapterName.includes("comment:") &&
          !countyName.includes("comment:") &&
          !displayName.includes("comment:")
        )
          expect(quoted.split("\n").every((line) => line === "" || line.startsWith(">"))).toBe(true);
        expect(after.length).toBeGreaterThan(0);
        expect(html!.replace(/<\/?(?:p|blockquote|br|a)(?: href="[^"]*")?>/g, "")).not.toMatch(/[<>"']/);
      }),
      { numRuns: 1_000 },
    );
  });

  it("the subject of a reminder stays one line, and the list one item a county", () => {
    fc.assert(
      fc.property(anyName, fc.array(anyName, { minLength: 1, maxLength: 3 }), (name, countyNames) => {
        const { reminder } = REMINDER;
        const { subject, html } = reminderMessage({
          ...REMINDER,
          reminder: { ...reminder, chapter: { ...reminder.chapter, name } },
          counties: countyNames.map((one) => ({ name: one, reportUrl: "https://reports.example.org/a" })),
        });
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(html!.match(/<li>/g)).toHaveLength(countyNames.length);
      }),
    );
  });

  it("is found out by these tests when it is not made safe", () => {
    expect("Linn\r\nBcc: eve@example.org").toMatch(/[\p{Cc}]/u);
    expect(oneLine("Linn\r\nBcc: eve@example.org")).toBe("Linn Bcc: eve@example.org");
    expect(letter(["<b>"]).html).toBe("<p>&lt;b&gt;</p>");
  });
});

describe("plain words", () => {
  it("give months and days", () => {
    expect(monthInWords(reportingMonth("2026-01"))).toBe("January 2026");
    expect(dayInWords("2026-12-05" as LocalDate)).toBe("December 5, 2026");
  });

  it.each([
    ["", []],
    ["\n \n", []],
    ["\r\none\r\n\r\ntwo  \n\n", ["one", "", "two"]],
    ["one\rtwo\u2028three", ["one", "two", "three"]],
  ])("take %j apart", (text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });
});
