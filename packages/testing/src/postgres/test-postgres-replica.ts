import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import pg from "pg";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { waitFor } from "../wait-for.ts";
import { type PostgresProcess, startPostgresProcess } from "./postgres-process.ts";

/** A replica that follows another server, and may be asked but not written to. */
export interface TestPostgresReplica extends Omit<PostgresProcess, "pid"> {
  /** Receives what is written, and does not show it. */
  pauseReplay(): Promise<void>;
  resumeReplay(): Promise<void>;
  /** Waits until it shows what has been written to the other one so far. */
  catchUp(): Promise<void>;
}

/** A real streaming replica. @param primaryUrl of a server that `startTestPostgres` has started, before anybody writes to it */
export async function startTestPostgresReplica(primaryUrl: string): Promise<TestPostgresReplica> {
  const scratch = await makeScratchDirectory();
  const server = await startPostgresProcess(scratch, { copyData: dataDir => copyPrimary(primaryUrl, dataDir) });
  const { pid: _, ...rest } = server;
  // With the password of the other one, which was copied.
  const url = primaryUrl.replace(/:\d+\//, `:${new URL(server.url).port}/`);
  return {
    ...rest,
    url,
    pauseReplay: async () => void (await ask(url, "select pg_wal_replay_pause()")),
    resumeReplay: async () => void (await ask(url, "select pg_wal_replay_resume()")),
    async catchUp() {
      // This writes down what has not been so far, as a commit need not in tests.
      const position = await ask(primaryUrl, "select pg_switch_wal()");
      await waitFor(async () => (await ask(url, `select pg_last_wal_replay_lsn() >= '${position}'`)) === true, {
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
 * Copies the files of a server that runs, as is right for a backup:
 * https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
async function copyPrimary(primaryUrl: string, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: primaryUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select pg_backup_start('replica', fast => true), current_setting('data_directory')",
    );
    // With their owners.
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

/** The first value of the first row. */
async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: question, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
