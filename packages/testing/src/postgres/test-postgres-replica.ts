import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import pg from "pg";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { waitFor } from "../wait-for.ts";
import { type PostgresProcess, startPostgresProcess } from "./postgres-process.ts";

export interface TestPostgresReplica extends Omit<PostgresProcess, "pid"> {
  /** Makes the replica receive changes without applying them. */
  pauseReplay(): Promise<void>;
  resumeReplay(): Promise<void>;
  /** Waits until it has applied all changes written to the primary so far. */
  catchUp(): Promise<void>;
}

/** Starts a streaming replica. @param primaryUrl URL of a server from `startTestPostgres` without concurrent writes */
export async function startTestPostgresReplica(primaryUrl: string): Promise<TestPostgresReplica> {
  const scratch = await makeScratchDirectory();
  const server = await startPostgresProcess(scratch, { copyData: dataDir => copyPrimary(primaryUrl, dataDir) });
  const { pid: _, ...rest } = server;
  // The password was copied with the primary's data.
  const url = primaryUrl.replace(/:\d+\//, `:${new URL(server.url).port}/`);
  return {
    ...rest,
    url,
    pauseReplay: async () => void (await queryValue(url, "select pg_wal_replay_pause()")),
    resumeReplay: async () => void (await queryValue(url, "select pg_wal_replay_resume()")),
    async catchUp() {
      // Ends the segment, so that the replica gets all of it.
      const position = await queryValue(primaryUrl, "select pg_switch_wal()");
      await waitFor(async () => (await queryValue(url, `select pg_last_wal_replay_lsn() >= '${position}'`)) === true, {
        what: "the replica to catch up",
      });
    },
    async stop() {
      await server.stop();
      await scratch.remove();
    },
  };
}

/**
 * Copies the files of a running server by the procedure for backups:
 * https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
async function copyPrimary(primaryUrl: string, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: primaryUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select pg_backup_start('replica', fast => true), current_setting('data_directory')",
    );
    // --archive keeps the owners.
    await runCommand("cp", ["--archive", rows[0].current_setting, dataDir]);
    await rm(join(dataDir, "postmaster.pid"));
    const stopped = await client.query("select labelfile from pg_backup_stop(wait_for_archive => false)");
    await writeFile(join(dataDir, "backup_label"), stopped.rows[0].labelfile);
    await writeFile(join(dataDir, "standby.signal"), "");
    const connection = `primary_conninfo = '${primaryUrl}'\nwal_retrieve_retry_interval = '500ms'\n`;
    await writeFile(join(dataDir, "postgresql.auto.conf"), connection);
  } finally {
    await client.end();
  }
}

async function queryValue(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
