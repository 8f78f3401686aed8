import { join } from "node:path";
import { type Program, unpackDebianPackages } from "../debian-package.ts";
import { findOnPath } from "../run-command.ts";
import { climb } from "../rungs.ts";
import type { Server } from "../server-process.ts";
import { installWithApt } from "./apt.ts";
import { startContainerRedis } from "./container-redis.ts";
import { type RedisOptions, startRedis } from "./start-redis.ts";

const redisAdvice =
  "No Redis to be had: set REDIS_URL to one, install one (such as `brew install redis`), or start Docker.";

/**
 * A Redis, from the first source that this machine offers.
 *
 * @param toolsDir where a binary may be unpacked to; kept, so that it is there the next time.
 */
export async function provideRedis(options: RedisOptions, toolsDir: string, redisUrl?: string): Promise<Server> {
  if (redisUrl) return { url: redisUrl, rung: "REDIS_URL", stop: async () => {} };
  const start = (binary: Program | undefined) => binary && startRedis(binary, options);
  return climb(
    [
      { name: "PATH", attempt: async () => start(await findRedisOnPath()) },
      { name: "Debian package", attempt: async () => start(await unpackRedis(toolsDir)) },
      { name: "Docker", attempt: () => startContainerRedis(options) },
      { name: "apt", attempt: async () => start(await installWithApt()) },
    ],
    redisAdvice,
  );
}

/** A binary to start several servers from, as tests do. @throws Error when this machine offers none. */
export async function findRedisBinary(toolsDir: string): Promise<Program> {
  return climb(
    [
      { name: "PATH", attempt: findRedisOnPath },
      { name: "Debian package", attempt: () => unpackRedis(toolsDir) },
      { name: "apt", attempt: installWithApt },
    ],
    redisAdvice,
  );
}

function unpackRedis(toolsDir: string): Promise<Program | undefined> {
  const packages = ["redis-server", "redis-tools", "libjemalloc2", "liblzf1"];
  return unpackDebianPackages(join(toolsDir, "redis"), "redis-server", packages);
}

async function findRedisOnPath(): Promise<Program | undefined> {
  for (const name of ["redis-server", "valkey-server"]) {
    const path = await findOnPath(name);
    if (path) return { path, rung: `${name} on PATH` };
  }
  return undefined;
}
