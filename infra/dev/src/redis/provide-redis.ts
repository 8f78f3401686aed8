import { join } from "node:path";
import { type Program, unpackDebianPackages } from "../debian-package.ts";
import { firstAvailable } from "../first-available.ts";
import { findOnPath } from "../run-command.ts";
import type { Server } from "../server-process.ts";
import { installWithApt } from "./apt.ts";
import { startContainerRedis } from "./container-redis.ts";
import { type RedisOptions, startRedis } from "./start-redis.ts";

const redisAdvice =
  "No Redis found. Set REDIS_URL, install Redis (for instance `brew install redis`), or start Docker.";

/**
 * Provides a Redis from the first source that works on this machine.
 *
 * @param toolsDir directory for an unpacked binary, reused by later runs
 */
export async function provideRedis(options: RedisOptions, toolsDir: string, redisUrl?: string): Promise<Server> {
  if (redisUrl) return { url: redisUrl, source: "REDIS_URL", stop: async () => {} };
  const start = (binary: Program | undefined) => binary && startRedis(binary, options);
  return firstAvailable(
    [
      { name: "PATH", attempt: async () => start(await findRedisOnPath()) },
      { name: "Debian package", attempt: async () => start(await unpackRedis(toolsDir)) },
      { name: "Docker", attempt: () => startContainerRedis(options) },
      { name: "apt", attempt: async () => start(await installWithApt()) },
    ],
    redisAdvice,
  );
}

/** Finds a binary that can start several servers, for tests. @throws Error if no source works on this machine */
export async function findRedisBinary(toolsDir: string): Promise<Program> {
  return firstAvailable(
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
    if (path) return { path, source: `${name} on PATH` };
  }
  return undefined;
}
