import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  findOnPath,
  firstAvailable,
  freePort,
  type Program,
  startServerProcess,
  toEnvironment,
  unpackDebianPackages,
} from "@shunt/dev";
import pg from "pg";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { toolsDir } from "../tools-dir.ts";

export interface TestPgBouncer {
  /** URL of the same database through PgBouncer. */
  url: string;
  stop(): Promise<void>;
}

/** Finds PgBouncer on PATH or in its Debian package; undefined without both. */
export async function findPgBouncer(): Promise<Program | undefined> {
  const packages = ["pgbouncer", "libc-ares2", "libevent-2.1-7"];
  const unpack = () => unpackDebianPackages(join(toolsDir, "pgbouncer"), "../sbin/pgbouncer", packages);
  return firstAvailable<Program>(
    [
      { name: "PATH", attempt: findOnThisPath },
      { name: "Debian package", attempt: unpack },
    ],
    "no PgBouncer found",
  ).catch(() => undefined);
}

async function findOnThisPath(): Promise<Program | undefined> {
  const path = await findOnPath("pgbouncer");
  return path === undefined ? undefined : { path, source: "pgbouncer on PATH" };
}

/**
 * Starts a PgBouncer in transaction mode in front of a database, with so few connections that consecutive transactions may
 * use different ones.
 */
export async function startTestPgBouncer(program: Program, databaseUrl: string): Promise<TestPgBouncer> {
  const scratch = await makeScratchDirectory();
  const port = await freePort();
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl);
  const users = join(scratch.path, "users.txt");
  const file = join(scratch.path, "pgbouncer.ini");
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "scram-sha-256",
    auth_file: users,
    pool_mode: "transaction",
    default_pool_size: 6,
    max_client_conn: 200,
    // PgBouncer does not run as root, and reads its files again as this user.
    ...(process.getuid?.() === 0 && { user: "nobody" }),
  };
  await chmod(scratch.path, 0o755);
  const lines = Object.entries(settings).map(([setting, value]) => `${setting} = ${value}`);
  await writeFile(users, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  await writeFile(file, `[databases]\n* = host=${hostname} port=${serverPort}\n[pgbouncer]\n${lines.join("\n")}\n`);
  const through = new URL(databaseUrl);
  through.host = `127.0.0.1:${port}`;
  through.searchParams.set("pgbouncer", "true");
  const { pid, stop } = await startServerProcess(
    {
      command: program.path,
      args: [file],
      env: toEnvironment(program),
      logFile: join(scratch.path, "pgbouncer.log"),
      stopSignal: "SIGINT",
    },
    () => answers(through.href),
  );
  await scratch.record("pgbouncer", pid, "SIGINT");
  return {
    url: through.href,
    async stop() {
      await stop();
      await scratch.remove();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
