import { join } from "node:path";
import { findRedisBinary, type Program } from "@shunt/dev";
import type { TestProject } from "vitest/node";
import { startSharedPostgres } from "./postgres/shared-postgres.ts";
import { makeTemplate } from "./postgres/template-database.ts";
import { makeScratchDirectory, reapScratchDirectories } from "./scratch-directory.ts";
import { toolsDir } from "./tools-dir.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of a database on the shared server that may be used to create others. */
    adminUrl: string;
    redisBinary: Program;
    /** How long a fault lasts that could last for any time. */
    faultSeconds: number;
    /** Silence after which a process counts as gone, in seconds. */
    silenceSeconds: number;
    /** Clicks per second while services are replaced. */
    clicksPerSecond: number;
    /** How long clicks go on and on where that is tested. */
    soakMinutes: number;
    /** Takes a line of JSON for each fault that was survived; empty: none. */
    ledgerFile: string;
    /** For bundles of the services, which the tests that need them build. */
    bundleDirectory: string;
  }
}

/** Once for a run: a Postgres with a migrated template, and a Redis binary. Both are real; the data is thrown away. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await reapScratchDirectories();
  const scratch = await makeScratchDirectory();
  const stops = [scratch.remove];
  const tearDown = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  try {
    project.provide("faultSeconds", Number(process.env.FAULT_SECONDS ?? 3));
    project.provide("silenceSeconds", Number(process.env.PROCESS_SILENCE_SECONDS ?? 6));
    project.provide("clicksPerSecond", Number(process.env.CLICKS_PER_SECOND ?? 200));
    project.provide("soakMinutes", Number(process.env.SOAK_MINUTES ?? 1 / 6));
    project.provide("ledgerFile", process.env.FAULT_LEDGERS ?? "");
    project.provide("bundleDirectory", join(scratch.path, "bundles"));
    project.provide("redisBinary", await findRedisBinary(toolsDir));
    // Tests may be pointed at a server: they make databases of their own there.
    const postgres = await startSharedPostgres(join(scratch.path, "postgres"), process.env.DATABASE_URL);
    stops.push(postgres.stop);
    if (postgres.pid) await scratch.record("postgres", postgres.pid, "SIGINT");
    await makeTemplate(postgres.url);
    project.provide("adminUrl", postgres.url);
    return tearDown;
  } catch (err) {
    await tearDown();
    throw err;
  }
}
