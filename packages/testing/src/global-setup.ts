import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { endAll, findRedisBinary, Leftovers, type RedisBinary } from "@shunt/dev";
import type { TestProject } from "vitest/node";
import { startSharedPostgres } from "./shared-postgres.ts";
import { makeTemplate } from "./template-database.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a database on the shared server that may be used to create others. */
    adminUrl: string;
    redisBinary: RedisBinary;
  }
}

/** Once for a run: a Postgres with a migrated template, and a Redis binary. Both are real; the data is thrown away. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const root = resolve(import.meta.dirname, "../../..");
  const leftovers = new Leftovers(join(root, "node_modules"));
  await endAll(await leftovers.findAlive());
  const dir = await mkdtemp(join(tmpdir(), "shunt-test-"));
  const [postgres, redisBinary] = await Promise.all([
    startSharedPostgres(join(dir, "postgres"), databaseUrl()),
    findRedisBinary(join(root, ".shunt", "tools")),
  ]);
  if (postgres.pid) await leftovers.note("postgres", postgres.pid, "SIGINT");
  await makeTemplate(postgres.url);
  project.provide("adminUrl", postgres.url);
  project.provide("redisBinary", redisBinary);
  return async () => {
    await postgres.stop();
    await leftovers.clear();
    await rm(dir, { recursive: true, force: true });
  };
}

/** Tests may be pointed at a server: they make databases of their own there. */
function databaseUrl(): string | undefined {
  return process.env.DATABASE_URL || undefined;
}
