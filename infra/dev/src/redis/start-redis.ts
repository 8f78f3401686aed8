import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Program, toEnvironment } from "../debian-package.ts";
import { exchange } from "../probe.ts";
import { type Server, startServerProcess } from "../server-process.ts";

export interface RedisOptions {
  /** Absolute; made if it is not there. Holds the data and the log. */
  dir: string;
  port: number;
  /** True: an append-only file, forced to disk every second, so that a crash of Redis loses no acknowledged job. */
  isDurable: boolean;
  /** Without it anybody on this machine may use it. */
  password?: string;
  /** In place of the settings that would be made of the others. */
  args?: readonly string[];
}

export async function startRedis(binary: Program, options: RedisOptions): Promise<Server & { pid: number }> {
  const { path, rung } = binary;
  const { dir, port, password } = options;
  await mkdir(dir, { recursive: true });
  const settingsFile = await writeSettingsFile(options);
  const { pid, ended, stop } = await startServerProcess(
    {
      command: path,
      args: [...settingsFile, ...(options.args ?? toRedisSettings(options))],
      cwd: dir,
      env: toEnvironment(binary),
      logFile: join(dir, "redis.log"),
      stopSignal: "SIGTERM",
    },
    () => redisAnswers(port, password),
  );
  const watch = { ended, restart: () => startRedis(binary, options) };
  return { url: `redis://127.0.0.1:${port}`, ...(password && { password }), rung, pid, watch, stop };
}

/** The command line of a process can be read by everybody on the machine: a password is given in a file. Returns its path, or nothing. */
export async function writeSettingsFile({ dir, password }: Pick<RedisOptions, "dir" | "password">): Promise<string[]> {
  if (!password) return [];
  const file = join(dir, settingsFileName);
  await writeFile(file, `requirepass ${password}\n`, { mode: 0o600 });
  return [file];
}

export const settingsFileName = "password.conf";

/** Command line settings; whatever is evicted would be a lost job, so nothing is. */
export function toRedisSettings({ port, isDurable }: Pick<RedisOptions, "port" | "isDurable">, bind = "127.0.0.1") {
  const settings: Record<string, string> = {
    port: String(port),
    bind,
    save: "",
    appendonly: isDurable ? "yes" : "no",
    appendfsync: "everysec",
    "maxmemory-policy": "noeviction",
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Whether it serves: one that is still loading its data answers with an error. */
export async function redisAnswers(port: number, password?: string): Promise<boolean> {
  const answer = await exchange(port, `${password ? `AUTH ${password}\r\n` : ""}PING\r\n`);
  return answer?.toString().includes("+PONG") ?? false;
}
