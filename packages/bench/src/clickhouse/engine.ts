import { join } from "node:path";
import { type ClickHouse, createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { freePort, installChdb, startClickHouse } from "@shunt/dev";
import { processorTime } from "../processor-time.ts";
import { type Stage, toolsDir } from "../stage.ts";

export interface BenchEngine {
  url: string;
  clickHouse: ClickHouse;
  /** Processor time so far (ms); undefined without /proc. */
  cpuMs: () => number | undefined;
  /** Deletes all clicks and sums. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

const timeoutMs = 600_000;
export const clickTables = ["click_events", "link_quarter_hourly", "link_daily_dimension", "daily_visitors"] as const;

/** @throws Error where the engine cannot be installed */
export async function startBenchEngine(stage: Stage): Promise<BenchEngine> {
  const chdbDir = await installChdb({ toolsDir, onProgress: line => process.stderr.write(`${line}\n`) });
  if (chdbDir === undefined) throw new Error("the engine of ClickHouse cannot be installed here");
  const server = await startClickHouse({ chdbDir, dir: join(stage.scratchDir, "clickhouse"), port: await freePort() });
  const url = new URL("/shunt", server.url).href;
  await migrateClickHouse(url);
  const clickHouse = createClickHouse({ url, applicationName: "shunt-bench", timeoutMs });
  return {
    url,
    clickHouse,
    cpuMs: () => processorTime(server.pid),
    async empty() {
      for (const table of clickTables) await clickHouse.run(`TRUNCATE TABLE ${table}`);
    },
    async stop() {
      await clickHouse.close();
      await server.stop();
    },
  };
}
