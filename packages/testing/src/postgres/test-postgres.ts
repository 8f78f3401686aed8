import { mkdir, writeFile } from "node:fs/promises";
import { createDb, type Db, migrateToLatest } from "@shunt/db";
import { runCommand } from "@shunt/dev";
import { sql } from "kysely";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { type PostgresProcess, startPostgresProcess } from "./postgres-process.ts";

/** With a migrated database. */
export interface TestPostgres extends Omit<PostgresProcess, "pid"> {
  /** Takes all that is left of the disk on which its tables are. Only where it has one of its own. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
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
  const server = await startPostgresProcess(scratch, hasOwnDisk ? { launcher: toOwnDisk(disk) } : {});
  const db = createDb({ url: server.url, max: 1, applicationName: "shunt-test-setup" });
  if (hasOwnDisk) await moveTables(db, disk);
  await migrateToLatest(db);
  await db.destroy();
  /** The disk is seen by the server only, and by who looks through its eyes. */
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

/** What is created from now on is created there. */
async function moveTables(db: Db, directory: string): Promise<void> {
  await sql`create tablespace own_disk location ${sql.lit(directory)}`.execute(db);
  await sql`alter role current_user set default_tablespace = own_disk`.execute(db);
  await sql`set default_tablespace = own_disk`.execute(db);
}

function ignoreFullDisk(err: NodeJS.ErrnoException): void {
  if (err.code !== "ENOSPC") throw err;
}
