import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createDb, type Db, migrateToLatest } from "@shunt/db";
import { freePort, providePostgres, runCommand } from "@shunt/dev";
import { sql } from "kysely";
import { makeScratchDirectory } from "./scratch-directory.ts";
import { waitFor } from "./wait-for.ts";

export interface TestPostgres {
  /** Of a migrated database. */
  url: string;
  /** Hangs, with everything it does: accepts and does not answer. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Goes away, with every connection; what was committed stays. */
  halt(): Promise<void>;
  /** Comes back on the same port. */
  start(): Promise<void>;
  /** Takes all that is left of the disk on which its tables are. Only where it has one of its own. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Puts the tables on a disk of their own of 64 MB; its log stays where it is. Needs `mayHaveOwnDisk`. */
  hasOwnDisk?: boolean;
}

/**
 * A mount namespace with a small disk, and in it a user namespace in which nobody runs the server: who may mount is called
 * root, and as root Postgres does not run.
 */
const toOwnDisk = (directory: string) => [
  ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
  'mount -t tmpfs -o size=64m tmpfs "$0" && exec unshare --user --map-user=65534 --map-group=65534 "$@"',
  directory,
];

/** Whether this machine lets a test give a process a disk of its own. */
export async function mayHaveOwnDisk(): Promise<boolean> {
  const [command = "", ...args] = [...toOwnDisk("/mnt"), "true"];
  return runCommand(command, args).then(
    () => true,
    () => false,
  );
}

/** A real Postgres of its own, for tests that break it. */
export async function startTestPostgres({ hasOwnDisk = false }: TestPostgresOptions = {}): Promise<TestPostgres> {
  const scratch = await makeScratchDirectory();
  const disk = `${scratch.path}/disk`;
  await mkdir(disk);
  const options = {
    dir: `${scratch.path}/postgres`,
    port: await freePort(),
    isDurable: false,
    ...(hasOwnDisk && { launcher: toOwnDisk(disk) }),
  };
  const start = async () => {
    const started = await providePostgres(options);
    if (started.pid === undefined)
      throw new Error("only a Postgres of this machine can be broken; install dependencies with optional ones");
    await scratch.note("postgres", started.pid, "SIGINT");
    return { ...started, pid: started.pid };
  };
  let server = await start();
  const db = createDb({ url: server.url, max: 1, applicationName: "shunt-test-setup" });
  if (hasOwnDisk) await moveTables(db, disk);
  await migrateToLatest(db);
  await db.destroy();
  /** The disk is seen by the server only, and by who looks through its eyes. */
  const ballast = () => `/proc/${server.pid}/root${disk}/ballast`;
  let paused: number[] = [];
  const resume = async () => {
    for (const pid of paused.splice(0)) signal(pid, "SIGCONT");
  };
  return {
    url: server.url,
    async pause() {
      // The parent first, so that no child is missed.
      signal(server.pid, "SIGSTOP");
      paused = [server.pid, ...(await findChildren(server.pid))];
      for (const pid of paused) signal(pid, "SIGSTOP");
    },
    resume,
    async halt() {
      signal(server.pid, "SIGINT");
      await waitFor(() => !isAlive(server.pid), { timeoutMs: 30_000, what: "Postgres to end" });
    },
    async start() {
      server = await start();
    },
    fillDisk: () => writeFile(ballast(), Buffer.alloc(64 * 1024 * 1024)).catch(ignoreFullDisk),
    freeDisk: () => writeFile(ballast(), ""),
    async stop() {
      await resume();
      await server.stop();
      await scratch.remove();
    },
  };
}

/** What is created from now on is created there. */
async function moveTables(db: Db, directory: string): Promise<void> {
  await sql`create tablespace own_disk location ${sql.lit(directory)}`.execute(db);
  await sql`alter role current_user set default_tablespace = own_disk`.execute(db);
  await sql`set default_tablespace = own_disk`.execute(db);
}

function ignoreFullDisk(err: NodeJS.ErrnoException): void {
  if (err.code !== "ENOSPC") throw err;
}

async function findChildren(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() =>
    runCommand("pgrep", ["-P", String(pid)]),
  );
  return text.split(/\s+/).flatMap(child => (child === "" ? [] : Number(child)));
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
