import { describe, expect, it } from "@jest/globals";
import { readConfig } from "./config.js";

const GOOD = {
  SMTP_URL: "smtps://user:password@mail.example.org",
  MAIL_FROM: "Reports@example.org",
  PUBLIC_URL: "https://reports.example.org/",
  MAIL_SECRET: "0123456789abcdef0123456789abcdef",
};

function read(environment: Readonly<Record<string, string>>) {
  const outcome = readConfig(environment, "/project");
  return outcome.ok ? outcome.value : outcome.problems.map(({ path }) => path);
}

describe("the settings of mail", () => {
  it("are read when they are good", () => {
    expect(read(GOOD)).toMatchObject({
      mailServer: { smtpUrl: GOOD.SMTP_URL, from: "reports@example.org" },
      mailSecret: GOOD.MAIL_SECRET,
      publicUrl: "https://reports.example.org",
    });
  });

  it("may all be unset", () => {
    expect(read({})).toMatchObject({
      mailServer: null,
      mailSecret: null,
      publicUrl: null,
    });
  });

  it("need a sender and a site once there is a mail server", () => {
    expect(read({ SMTP_URL: GOOD.SMTP_URL })).toEqual(["MAIL_FROM", "PUBLIC_URL"]);
  });

  it.each([
    ["SMTP_URL", "mail.example.org"],
    ["SMTP_URL", "https://mail.example.org"],
    ["SMTP_URL", "smtp://"],
    ["SMTP_URL", "smtp://host:port"],
    ["MAIL_FROM", "Reports <reports@example.org>"],
    ["MAIL_FROM", "reports"],
    ["PUBLIC_URL", "reports.example.org"],
    ["PUBLIC_URL", "https://reports.example.org/?a=b"],
    ["PUBLIC_URL", "javascript:alert(1)"],
    ["MAIL_SECRET", "0123456789abcdef0123456789abcde"],
  ])("are refused when %s is %j", (name, value) => {
    expect(read({ ...GOOD, [name]: value })).toEqual([name]);
  });

  it("are never repeated when they may be secret", () => {
    const outcome = readConfig(
      { ...GOOD, SMTP_URL: "root:hunter2", MAIL_SECRET: "short secret" },
      "/project",
    );
    expect(JSON.stringify(outcome)).not.toMatch(/hunter2|short secret/);
    expect(outcome.ok).toBe(false);
  });
});
