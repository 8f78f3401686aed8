import { mkdir, writeFile } from "node:fs/promises";
import { createDb, type Db, migrateToLatest, setFirstDay } from "@shunt/db";
import { runCommand } from "@shunt/dev";
import { sql } from "kysely";
import { ignoreFullDisk } from "../ignore-full-disk.ts";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { type PostgresProcess, startPostgresProcess } from "./postgres-process.ts";

/** A Postgres with a migrated database that a test can break. */
export interface TestPostgres extends Omit<PostgresProcess, "pid"> {
  /** Fills the disk of its tables. Only with `hasOwnDisk`. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Puts the tables, but not the WAL, on a separate 64 MB disk. Needs `mayHaveOwnDisk`. */
  hasOwnDisk?: boolean;
}

/**
 * Wraps a command in a mount namespace with a small disk and, inside, a user namespace with an unprivileged user: mounting
 * needs root, and Postgres does not run as root.
 */
const toOwnDisk = (directory: string) => [
  ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
  'mount -t tmpfs -o size=64m tmpfs "$0" && exec unshare --user --map-user=65534 --map-group=65534 "$@"',
  directory,
];

/** Whether this machine allows a test to give a process a separate disk. */
export async function mayHaveOwnDisk(): Promise<boolean> {
  const [command = "", ...args] = [...toOwnDisk("/mnt"), "true"];
  return runCommand(command, args).then(
    () => true,
    () => false,
  );
}

/** Starts a separate Postgres for tests that break it. */
export async function startTestPostgres({ hasOwnDisk = false }: TestPostgresOptions = {}): Promise<TestPostgres> {
  const scratch = await makeScratchDirectory();
  const disk = `${scratch.path}/disk`;
  await mkdir(disk);
  const server = await startPostgresProcess(scratch, hasOwnDisk ? { launcher: toOwnDisk(disk) } : {});
  const db = createDb({ url: server.url, max: 1, applicationName: "shunt-test-setup" });
  if (hasOwnDisk) await moveTables(db, disk);
  await migrateToLatest(db);
  await setFirstDay(db, "slim-clicks", "-infinity");
  await db.destroy();
  /** Path through the server's root, because the disk is mounted only in its namespace. */
  const ballast = () => `/proc/${server.pid}/root${disk}/ballast`;
  const { pid: _, ...rest } = server;
  return {
    ...rest,
    fillDisk: () => writeFile(ballast(), Buffer.alloc(64 * 1024 * 1024)).catch(ignoreFullDisk),
    freeDisk: () => writeFile(ballast(), ""),
    async stop() {
      await server.stop();
      await scratch.remove();
    },
  };
}

/** Makes Postgres create new tables in the directory. */
async function moveTables(db: Db, directory: string): Promise<void> {
  await sql`create tablespace own_disk location ${sql.lit(directory)}`.execute(db);
  await sql`alter role current_user set default_tablespace = own_disk`.execute(db);
  await sql`set default_tablespace = own_disk`.execute(db);
}
