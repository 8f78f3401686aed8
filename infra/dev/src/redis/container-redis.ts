import { setTimeout as sleep } from "node:timers/promises";
import { hasDocker, startContainer } from "../docker.ts";
import type { Server } from "../server-process.ts";
import {
  type RedisOptions,
  redisAnswers,
  settingsFileName,
  toRedisSettings,
  writeSettingsFile,
} from "./start-redis.ts";

const image = "redis:7.2.11-alpine";
const startTimeoutMs = 60_000;

/** Starts Redis in a container with its data in `dir`. Returns undefined if Docker is not running. */
export async function startContainerRedis(options: RedisOptions): Promise<Server | undefined> {
  if (!(await hasDocker())) return undefined;
  const [settingsFile] = await writeSettingsFile(options);
  const { stop } = await startContainer({
    image,
    dir: options.dir,
    run: ["--publish", `127.0.0.1:${options.port}:6379`, "--volume", `${options.dir}:/data`],
    command: [
      "redis-server",
      ...(settingsFile ? [`/data/${settingsFileName}`] : []),
      ...toRedisSettings({ ...options, port: 6379 }, "0.0.0.0"),
    ],
  });
  const deadline = Date.now() + startTimeoutMs;
  while (!(await redisAnswers(options.port, options.password))) {
    if (Date.now() > deadline) throw new Error("the Redis container did not answer");
    await sleep(100);
  }
  const { password } = options;
  return {
    url: `redis://127.0.0.1:${options.port}`,
    ...(password && { password }),
    source: `Docker (${image})`,
    stop,
  };
}
