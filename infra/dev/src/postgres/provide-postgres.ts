import { climb } from "../rungs.ts";
import type { Server } from "../server-process.ts";
import { startContainerPostgres } from "./container-postgres.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

export interface PostgresOptions {
  /** Absolute; made if it is not there. Holds the data, the password and the log. */
  dir: string;
  port: number;
  /** False: nothing is forced to disk. For data that is thrown away. */
  isDurable: boolean;
  /** True: the URL is that of a role that owns the database and is no superuser, as in production. */
  forServices?: boolean;
  /** Comes before the server's own command line, such as what gives it a disk of its own. Not for a container. */
  launcher?: readonly string[];
  /** Copies data of another server to the given directory, in place of data that is made anew. Not for a container. */
  copyData?: (dataDir: string) => Promise<void>;
}

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
