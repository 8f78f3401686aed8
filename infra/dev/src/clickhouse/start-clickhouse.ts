import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { exchange } from "../probe.ts";
import { type Server, startServerProcess } from "../server-process.ts";

const engine = resolve(import.meta.dirname, "engine.ts");

export interface ClickHouseOptions {
  /** Directory of the engine, as `installChdb` returns it. */
  chdbDir: string;
  /** Absolute path, created if missing. Contains the data and the log. */
  dir: string;
  port: number;
  /** Without a password, all users of this machine have access. */
  password?: string;
  /** Command line that wraps its own, such as one that limits its disk. */
  launcher?: readonly string[];
}

/** Starts the engine of ClickHouse over chdb, for trying out and for tests. */
export async function startClickHouse(options: ClickHouseOptions): Promise<Server & { pid: number }> {
  const { chdbDir, dir, port, password = "", launcher = [] } = options;
  await mkdir(dir, { recursive: true });
  const url = `http://${password && `default:${password}@`}127.0.0.1:${port}`;
  const [command = "", ...args] = [...launcher, process.execPath, engine, chdbDir, join(dir, "data"), String(port)];
  const { pid, ended, stop } = await startServerProcess(
    {
      command,
      args,
      // Statements run on threads of the pool, merges of parts on the engine's own.
      env: { ...process.env, CLICKHOUSE_PASSWORD: password, UV_THREADPOOL_SIZE: "8" },
      logFile: join(dir, "clickhouse.log"),
      stopSignal: "SIGTERM",
    },
    async () => String(await exchange(port, "GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n")).includes("Ok."),
  );
  return { url, source: "chdb from npm", pid, watch: { ended, restart: () => startClickHouse(options) }, stop };
}
