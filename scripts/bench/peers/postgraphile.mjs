// PostGraphile 5 with its aggregates plugin over the tables of the platform and the views of views.sql, as in production.
// Prints the address it answers on. DATABASE_URL says where the tables are.

import { PgAggregatesPreset } from "@graphile/pg-aggregates";
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const connection = new URL(process.env.DATABASE_URL);
// For the wide questions, PostgreSQL's plan for any state and month is twice as slow as one for those that are asked for.
connection.searchParams.set("options", "-c plan_cache_mode=force_custom_plan");

const serv = postgraphile({
  extends: [PostGraphileAmberPreset, PgAggregatesPreset],
  pgServices: [
    makePgService({
      connectionString: connection.href,
      schemas: ["public", "peer"],
      poolConfig: { max: 10 },
    }),
  ],
  grafserv: { graphiql: false, watch: false },
  grafast: { explain: false },
}).createServ(grafserv);

const server = createServer();
await serv.addTo(server);
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
