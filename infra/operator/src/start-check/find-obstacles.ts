import { loadManagementConfig } from "@shunt/management/config";
import { loadRedirectConfig } from "@shunt/redirect/config";
import { checkConfig, services } from "../doctor/check-config.ts";
import { findDirectoryObstacle } from "./find-directory-obstacle.ts";
import { toHosts } from "./to-hosts.ts";

/**
 * Returns a sentence for each reason why the services cannot start with this environment: wrong variables, or else stores
 * and directories that cannot be used. Takes at most five seconds.
 *
 * @param startedLater URLs of stores that are not connected to
 */
export async function findObstacles(startedLater: readonly string[]): Promise<string[]> {
  const complaints = checkConfig(services).filter(({ status }) => status === "error");
  if (complaints.length > 0) return complaints.map(({ detail }) => detail);

  const { database, redis, spool } = loadRedirectConfig();
  const { media, clickHouse } = loadManagementConfig();
  const needed = (url: string) => !startedLater.some(later => isSameServer(later, url));
  const found = await Promise.all([
    ...[database.url].filter(needed).map(checkPostgres),
    ...toRedisUrls(redis)
      .filter(([, url]) => needed(url))
      .map(checkRedis),
    clickHouse.url === undefined ? undefined : checkClickHouse(clickHouse.url),
    findDirectoryObstacle("CLICK_SPOOL_DIR", spool.dir),
    media.dir === undefined ? undefined : findDirectoryObstacle("MEDIA_DIR", media.dir),
  ]);
  return found.filter(obstacle => obstacle !== undefined);
}

// The clients are loaded only for given stores: their modules take longer than everything else here.
const checkPostgres = async (url: string) => (await import("./find-postgres-obstacle.ts")).findPostgresObstacle(url);
const checkRedis = async ([variable, url]: [string, string]) =>
  (await import("./find-redis-obstacle.ts")).findRedisObstacle(variable, url);
const checkClickHouse = async (url: string) =>
  (await import("./find-clickhouse-obstacle.ts")).findClickHouseObstacle(url);

/** The URLs by the variable that a person would set. */
function toRedisUrls({ cacheUrl, queueUrl }: { cacheUrl: string; queueUrl: string }): [string, string][] {
  if (cacheUrl === queueUrl) return [["REDIS_URL", cacheUrl]];
  return [
    ["REDIS_CACHE_URL", cacheUrl],
    ["REDIS_QUEUE_URL", queueUrl],
  ];
}

/** Ignores the password, which the configuration adds. */
function isSameServer(a: string, b: string): boolean {
  return toHosts(a) === toHosts(b);
}
