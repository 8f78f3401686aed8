import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Program, toEnvironment } from "../debian-package.ts";
import { exchange } from "../probe.ts";
import { type Server, startServerProcess } from "../server-process.ts";

export interface RedisOptions {
  /** Absolute path, created if missing. Contains the data and the log. */
  dir: string;
  port: number;
  /** true: an append-only file, synced to disk every second, so that a crash of Redis loses no acknowledged job. */
  isDurable: boolean;
  /** Without a password, all users of this machine have access. */
  password?: string;
  /** Command line settings that replace those derived from the other options. */
  args?: readonly string[];
}

export async function startRedis(binary: Program, options: RedisOptions): Promise<Server & { pid: number }> {
  const { path, source } = binary;
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
  return { url: `redis://127.0.0.1:${port}`, ...(password && { password }), source, pid, watch, stop };
}

/** Writes the password to a file, because all users can read command lines. Returns the file's path, or no element. */
export async function writeSettingsFile({ dir, password }: Pick<RedisOptions, "dir" | "password">): Promise<string[]> {
  if (!password) return [];
  const file = join(dir, settingsFileName);
  await writeFile(file, `requirepass ${password}\n`, { mode: 0o600 });
  return [file];
}

export const settingsFileName = "password.conf";

/** Command line settings. Eviction is off, because an evicted key would be a lost job. */
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

/** Whether Redis serves commands: it replies with an error while it loads its data. */
export async function redisAnswers(port: number, password?: string): Promise<boolean> {
  const answer = await exchange(port, `${password ? `AUTH ${password}\r\n` : ""}PING\r\n`);
  return answer?.toString().includes("+PONG") ?? false;
}
