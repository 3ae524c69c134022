import { describe, expect, it } from "@jest/globals";
import { fromSetup } from "../testkit/database.js";
import { DatabaseUnavailable } from "./database-unavailable.js";
import { openDatabase } from "./database.js";

async function refusalOf(url: string): Promise<Error> {
  const database = openDatabase(url);
  try {
    await database.ping();
  } catch (error) {
    return error as Error;
  } finally {
    await database.close();
  }
  throw new Error("The database answered.");
}

describe("a database", () => {
  it("that answers lets work begin", async () => {
    const database = openDatabase(fromSetup("TEST_SERVER_URL"));
    await expect(database.ping()).resolves.toBeUndefined();
    expect(await database.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    await database.close();
  });

  it.each([
    ["nobody listens", "postgres://jo:hunter2@127.0.0.1:1/intercept", "127.0.0.1:1/intercept"],
    ["the password is wrong", withPassword("hunter2"), "/intercept"],
    ["the address is none", "hunter2", "DATABASE_URL (which is no URL)"],
  ])("is said to be unavailable, without the password, when %s", async (_, url, place) => {
    const error = await refusalOf(url);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(error.message).toContain(`${place} does not answer: `);
    expect(error.message).toContain("leave DATABASE_URL unset to use the embedded database");
    expect(error.message).not.toContain("hunter2");
  });

  it("does not bring the process down when the server ends an idle connection", async () => {
    const database = openDatabase(fromSetup("TEST_SERVER_URL"));
    const [own] = await database.prisma.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const other = openDatabase(fromSetup("TEST_SERVER_URL"));
    await other.prisma.$queryRaw`SELECT pg_terminate_backend(${own!.pid}::int)`;
    await other.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(database.ping()).resolves.toBeUndefined();
    await database.close();
  });
});

function withPassword(password: string): string {
  const url = new URL(fromSetup("TEST_SERVER_URL"));
  url.password = password;
  return url.href;
}
