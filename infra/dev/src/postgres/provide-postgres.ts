import { firstAvailable } from "../first-available.ts";
import type { Server } from "../server-process.ts";
import { startContainerPostgres } from "./container-postgres.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { PostgresOptions } from "./postgres-options.ts";

const advice = "No Postgres found. Set DATABASE_URL, install the optional dependencies, or start Docker.";

/** Provides a Postgres with a database `shunt` from the first source that works on this machine. */
export async function providePostgres(options: PostgresOptions, databaseUrl?: string): Promise<Server> {
  if (databaseUrl) return { url: databaseUrl, source: "DATABASE_URL", stop: async () => {} };
  return firstAvailable(
    [
      { name: "embedded", attempt: () => startEmbeddedPostgres(options) },
      { name: "Docker", attempt: () => startContainerPostgres(options) },
    ],
    advice,
  );
}
