import { join } from "node:path";
import { endWithParent, findChromium, findRedisBinary, type Program } from "@shunt/dev";
import type { TestProject } from "vitest/node";
import { startSharedPostgres } from "./postgres/shared-postgres.ts";
import { makeTemplate } from "./postgres/template-database.ts";
import { makeScratchDirectory, reapScratchDirectories } from "./scratch-directory.ts";
import { toolsDir } from "./tools-dir.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of a database on the shared server, used to create others. */
    adminUrl: string;
    /** URL of a Citus that has all databases of this run; empty: none. */
    citusUrl: string;
    /** URL of a ClickHouse on which tests create databases; empty: tests start their own. */
    clickHouseUrl: string;
    redisBinary: Program;
    /** A browser; undefined where none can be had. */
    chromium: Program | undefined;
    /** Directory below which builds of the dashboard are. */
    dashboards: string;
    faultSeconds: number;
    /** Silence after which a process counts as gone, in seconds. */
    silenceSeconds: number;
    clicksPerSecond: number;
    soakMinutes: number;
    chaosMinutes: number;
    /** File that receives a line of JSON for each fault test; empty: none. */
    ledgerFile: string;
    /** Directory for pictures of the dashboard; empty: none. */
    screenshotDirectory: string;
    /** For bundles of the services, which the tests that need them build. */
    bundleDirectory: string;
  }
}

/** Provides, once per test run, a real Postgres with a migrated template database, and a Redis binary. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  endWithParent();
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
    project.provide("chaosMinutes", Number(process.env.CHAOS_MINUTES ?? 1 / 3));
    project.provide("ledgerFile", process.env.FAULT_LEDGERS ?? "");
    project.provide("screenshotDirectory", process.env.SCREENSHOTS ?? "");
    project.provide("bundleDirectory", join(scratch.path, "bundles"));
    project.provide("clickHouseUrl", process.env.TEST_CLICKHOUSE_URL ?? "");
    project.provide("redisBinary", await findRedisBinary(toolsDir));
    project.provide("chromium", await findChromium(toolsDir));
    project.provide("dashboards", join(toolsDir, "dashboard"));
    // DATABASE_URL may name an existing server, on which tests create their own databases; TEST_CITUS_URL a Citus.
    const citusUrl = process.env.TEST_CITUS_URL ?? "";
    const postgres = await startSharedPostgres(join(scratch.path, "postgres"), citusUrl || process.env.DATABASE_URL);
    stops.push(postgres.stop);
    if (postgres.pid) await scratch.record("postgres", postgres.pid, "SIGINT");
    project.provide("citusUrl", citusUrl);
    if (citusUrl === "") await makeTemplate(postgres.url);
    project.provide("adminUrl", postgres.url);
    return tearDown;
  } catch (err) {
    await tearDown();
    throw err;
  }
}
