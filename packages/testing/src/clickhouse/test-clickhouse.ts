import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, installChdb, startClickHouse } from "@shunt/dev";
import { inject } from "vitest";
import { ignoreFullDisk } from "../ignore-full-disk.ts";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { toolsDir } from "../tools-dir.ts";

const diskMegabytes = 64;
const password = "test";

export interface TestClickHouse {
  /** Returns the address of a database that does not exist yet. */
  newDatabase(): string;
  /** Only where `ownsProcess`. Suspends it: it accepts connections and does not answer. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Starts it again on the same port with the data on disk. */
  start(): Promise<void>;
  /** Fills the disk of its data. Only with `hasOwnDisk`. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an engine of ClickHouse, which it installs before the first use. `TEST_CLICKHOUSE_URL` names a server instead, unless
 * the test breaks it. Returns undefined where none can be installed.
 *
 * @param breaks true: the test kills or suspends it
 * @param hasOwnDisk true: its data is on a separate disk of 64 MB, which needs `mayHaveOwnDisk` and is lost when it ends
 */
export async function findTestClickHouse({
  breaks = false,
  hasOwnDisk = false,
} = {}): Promise<TestClickHouse | undefined> {
  const given = inject("clickHouseUrl");
  if (given !== "" && !breaks && !hasOwnDisk) return useGiven(given);
  const chdbDir = await installChdb({ toolsDir, onProgress: line => process.stderr.write(`${line}\n`) });
  return chdbDir === undefined ? undefined : startEngine(chdbDir, hasOwnDisk);
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
    fillDisk: refuse,
    freeDisk: refuse,
    stop: async () => {},
  };
}

async function startEngine(chdbDir: string, hasOwnDisk: boolean): Promise<TestClickHouse> {
  const scratch = await makeScratchDirectory();
  const port = await freePort();
  const data = join(scratch.path, "data");
  const start = async () => {
    const launcher = hasOwnDisk ? toOwnDisk(data) : [];
    const started = await startClickHouse({ chdbDir, dir: scratch.path, port, launcher, password });
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
  /** Path through the engine's root, because the disk is mounted only in its namespace. */
  const ballast = () => `/proc/${server?.pid}/root${data}/ballast`;
  return {
    newDatabase: () => toDatabase(url),
    fillDisk: () => writeFile(ballast(), Buffer.alloc(diskMegabytes * 1_048_576)).catch(ignoreFullDisk),
    freeDisk: () => rm(ballast()),
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

/** Wraps a command in a mount namespace with a small disk at the directory. */
function toOwnDisk(directory: string): string[] {
  return [
    ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
    `mkdir -p "$0" && mount -t tmpfs -o size=${diskMegabytes}m tmpfs "$0" && exec "$@"`,
    directory,
  ];
}

function toDatabase(url: string): string {
  return Object.assign(new URL(url), { pathname: `/shunt_test_${randomUUID().replaceAll("-", "")}` }).href;
}
