import { climb } from "../rungs.ts";
import type { Server } from "../server-process.ts";
import { startContainerPostgres } from "./container-postgres.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { PostgresOptions } from "./postgres-options.ts";

const advice =
  "No Postgres to be had: set DATABASE_URL to one, or install dependencies with optional ones, or start Docker.";

/** A Postgres with an empty database `shunt` if there was none, from the first source that this machine offers. */
export async function providePostgres(options: PostgresOptions, databaseUrl?: string): Promise<Server> {
  if (databaseUrl) return { url: databaseUrl, rung: "DATABASE_URL", stop: async () => {} };
  return climb(
    [
      { name: "embedded", attempt: () => startEmbeddedPostgres(options) },
      { name: "Docker", attempt: () => startContainerPostgres(options) },
    ],
    advice,
  );
}
