import { randomUUID } from "node:crypto";
import { freePort, installChdb, startClickHouse } from "@shunt/dev";
import { inject } from "vitest";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { toolsDir } from "../tools-dir.ts";

export interface TestClickHouse {
  /** Returns the address of a database that does not exist yet. */
  newDatabase(): string;
  /** Only where `ownsProcess`. Suspends it: it accepts connections and does not answer. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Starts it again on the same port with the data on disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an engine of ClickHouse, which it installs before the first use. `TEST_CLICKHOUSE_URL` names a server instead, unless
 * the test breaks it. Returns undefined where none can be installed.
 *
 * @param breaks true: the test kills or suspends it
 */
export async function findTestClickHouse({ breaks = false } = {}): Promise<TestClickHouse | undefined> {
  const given = inject("clickHouseUrl");
  if (given !== "" && !breaks) return useGiven(given);
  const chdbDir = await installChdb({ toolsDir, onProgress: line => process.stderr.write(`${line}\n`) });
  return chdbDir === undefined ? undefined : startEngine(chdbDir);
}

function useGiven(url: string): TestClickHouse {
  const refuse = () => {
    throw new Error("TEST_CLICKHOUSE_URL names a server that other programs may use");
  };
  return {
    newDatabase: () => toDatabase(url),
    pause: refuse,
    resume: refuse,
    kill: refuse,
    start: refuse,
    stop: async () => {},
  };
}

async function startEngine(chdbDir: string): Promise<TestClickHouse> {
  const scratch = await makeScratchDirectory();
  const port = await freePort();
  const start = async () => {
    const started = await startClickHouse({ chdbDir, dir: scratch.path, port });
    await scratch.record("clickhouse", started.pid, "SIGKILL");
    return started;
  };
  const { url, ...first } = await start();
  let server: { pid: number; stop(): Promise<void> } | undefined = first;
  const signal = (name: NodeJS.Signals) => server && process.kill(server.pid, name);
  const end = async (name: NodeJS.Signals) => {
    signal(name);
    await server?.stop();
    server = undefined;
  };
  return {
    newDatabase: () => toDatabase(url),
    pause: () => void signal("SIGSTOP"),
    resume: () => void signal("SIGCONT"),
    kill: () => end("SIGKILL"),
    async start() {
      server = await start();
    },
    async stop() {
      // Its data is deleted, so it need not write anything.
      await end("SIGKILL");
      await scratch.remove();
    },
  };
}

function toDatabase(url: string): string {
  return Object.assign(new URL(url), { pathname: `/shunt_test_${randomUUID().replaceAll("-", "")}` }).href;
}
