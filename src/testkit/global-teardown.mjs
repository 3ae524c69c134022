// After all tests: the databases to copy from are dropped, and a server of our own is stopped.

import pg from "pg";

export default async function tearDown() {
  const client = new pg.Client({ connectionString: process.env.TEST_SERVER_URL });
  await client.connect();
  for (const kind of ["reference", "demonstration"]) {
    await client.query(`DROP DATABASE IF EXISTS "${process.env.TEST_TEMPLATE_PREFIX}_${kind}" WITH (FORCE)`);
  }
  await client.end();
  await globalThis.stopTestServer();
}
