import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";
import { type Server, startServerProcess } from "../server-process.ts";
import { findEmbeddedBinaries } from "./embedded-binaries.ts";
import { watchLockFile } from "./lock-file.ts";
import { readPassword, toPostgresUrl } from "./password.ts";
import { postgresAnswers } from "./postgres-answers.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { provideServiceRole, serviceRole } from "./service-role.ts";
import { toSettings } from "./settings.ts";
import { toUnprivileged, type Unprivileged } from "./unprivileged.ts";

/** Starts the Postgres that npm has installed. Returns undefined if npm has none for this platform. */
export async function startEmbeddedPostgres(options: PostgresOptions): Promise<Server | undefined> {
  const binaries = await findEmbeddedBinaries();
  if (!binaries) return undefined;
  const password = await readPassword(options.dir);
  const place = await toUnprivileged(binaries, options.dir);
  if (!existsSync(join(place.dataDir, "PG_VERSION"))) await initialise(place, password, options);
  const url = options.forServices
    ? toPostgresUrl(options.port, await ensureServiceRole(place, options), serviceRole)
    : toPostgresUrl(options.port, password);
  const { isReady } = await watchLockFile(place.dataDir);
  const server = [...place.prefix, join(place.binaries, "bin/postgres"), "-D", place.dataDir];
  const [command = "", ...args] = [...(options.launcher ?? []), ...server];
  const { pid, ended, stop } = await startServerProcess(
    {
      command,
      args: [...args, ...toSettings({ ...options, listenAddresses: "127.0.0.1" })],
      cwd: "/",
      logFile: join(options.dir, "postgres.log"),
      stopSignal: "SIGINT",
    },
    async () => (await isReady()) && postgresAnswers(options.port),
  );
  return {
    url,
    source: "embedded, from npm",
    pid,
    watch: { ended, restart: () => startEmbeddedPostgres(options) as Promise<Server> },
    async stop() {
      await stop();
      if (!options.isDurable) await place.discard();
    },
  };
}

/** Creates the cluster, then the database in single-user mode, which needs no listening server. */
async function initialise(
  { prefix, binaries, dataDir }: Unprivileged,
  password: string,
  { isDurable, copyData }: PostgresOptions,
) {
  if (copyData) return copyData(dataDir);
  const unfinished = `${dataDir}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const place = { prefix, binaries, dataDir: unfinished };
  // The same collation on every machine, whatever its locale.
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"];
  const access = ["--username=shunt", "--auth=scram-sha-256", "--pwfile=/dev/stdin"];
  await runOnData(place, "initdb", [...access, ...locale, ...(isDurable ? [] : ["--no-sync"])], password);
  await runOnData(place, "postgres", ["--single", ...stopOnError, "postgres"], "create database shunt");
  await rename(unfinished, dataDir);
}

/** Creates the role once, in single-user mode, which would slow down each start. Returns its password. */
async function ensureServiceRole(place: Unprivileged, { dir }: PostgresOptions): Promise<string> {
  const done = join(dir, "service-role");
  const runSql = async (sql: string) => {
    if (existsSync(done)) return;
    // -j: statements end at a semicolon and an empty line, not at a newline.
    await runOnData(place, "postgres", ["--single", ...stopOnError, "-j", "shunt"], sql);
    await writeFile(done, "");
  };
  return provideServiceRole(dir, runSql);
}

const stopOnError = ["-c", "exit_on_error=on"];

type Place = Pick<Unprivileged, "prefix" | "binaries" | "dataDir">;

/** Runs a program on the data directory while no server uses it. */
function runOnData({ prefix, binaries, dataDir }: Place, program: string, args: readonly string[], input: string) {
  // The program opens standard input by name, which works for a pipe but not for Node's socket.
  const pipe = ["/bin/sh", "-c", 'cat | "$@"', "sh"];
  const [command = "", ...rest] = [...prefix, ...pipe, join(binaries, "bin", program), ...args, "-D", dataDir];
  return runCommand(command, rest, { cwd: "/", input: `${input}\n` });
}
