import { setTimeout as sleep } from "node:timers/promises";
import { hasDocker, startContainer } from "../docker.ts";
import type { Server } from "../server-process.ts";
import { type RedisOptions, redisAnswers, toRedisSettings } from "./start-redis.ts";

const startTimeoutMs = 60_000;

/** Redis in a container, with its data in the given directory. Undefined when no engine answers. */
export async function startContainerRedis(options: RedisOptions): Promise<Server | undefined> {
  if (!(await hasDocker())) return undefined;
  const { stop } = await startContainer({
    image: "redis:7-alpine",
    dir: options.dir,
    run: ["--publish", `127.0.0.1:${options.port}:6379`, "--volume", `${options.dir}:/data`],
    command: ["redis-server", ...toRedisSettings({ ...options, port: 6379 }, "0.0.0.0")],
  });
  const deadline = Date.now() + startTimeoutMs;
  while (!(await redisAnswers(options.port))) {
    if (Date.now() > deadline) throw new Error("the container did not answer");
    await sleep(100);
  }
  return { url: `redis://127.0.0.1:${options.port}`, rung: "Docker (redis:7-alpine)", stop };
}
