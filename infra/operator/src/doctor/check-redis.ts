import { mastersOf, type Redis } from "@shunt/cache";
import { withRedis } from "../connect.ts";
import { error, type Finding, ok, warning, worstOf } from "./finding.ts";

const oldestVersion = [6, 2] as const;
const fullShare = 0.9;

/** Checks a Redis, or each master of a cluster. @param url `REDIS_CACHE_URL` or `REDIS_QUEUE_URL` */
export async function checkRedis(job: "cache" | "queue", url: string, isShared: boolean): Promise<Finding[]> {
  const name = `redis ${job}`;
  try {
    return await withRedis(name, url, async redis => {
      const masters = mastersOf(redis);
      const check = (info: Map<string, string>) => [
        checkVersion(name, info),
        checkMemory(name, info),
        ...(job === "queue" ? checkQueueSettings(name, info) : checkCacheSettings(name, info, isShared)),
      ];
      const findings = await Promise.all(masters.map(async master => check(await readInfo(master))));
      return masters.length === 1 ? findings.flat() : toWorst(findings, masters);
    });
  } catch (err) {
    const variable = job === "cache" ? "REDIS_CACHE_URL" : "REDIS_QUEUE_URL";
    const detail = (err as Error).message.replace(`${name} `, "");
    return [error(name, detail, `check that Redis runs, and the host and password in ${variable} or REDIS_URL`)];
  }
}

/** Returns the worst of each finding, with the master that it is about. Each master has the same findings in the same order. */
function toWorst(findings: readonly Finding[][], masters: readonly Redis[]): Finding[] {
  return (findings[0] ?? []).map((_, i) => {
    const each = findings.flatMap(ofMaster => ofMaster[i] ?? []);
    const worst = each.findIndex(({ status }) => status === worstOf(each));
    const { host, port } = (masters[worst] as Redis).options;
    const { detail, ...finding } = each[worst] as Finding;
    return { ...finding, detail: `${detail}, at ${host}:${port} of ${masters.length} masters` };
  });
}

/** Uses INFO, because hosted Redis often forbids CONFIG. */
async function readInfo(redis: Redis): Promise<Map<string, string>> {
  const lines = (await redis.info()).split(/\r?\n/);
  return new Map(lines.flatMap(line => (line.includes(":") ? [line.split(/:(.*)/) as [string, string]] : [])));
}

function checkVersion(name: string, info: Map<string, string>): Finding {
  const version = info.get("redis_version") ?? "unknown";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > oldestVersion[0] || (major === oldestVersion[0] && minor >= oldestVersion[1]);
  if (isEnough) return ok(name, `answers, version ${version}`);
  return error(name, `version ${version}`, `Shunt needs version ${oldestVersion.join(".")} or newer`);
}

function checkMemory(name: string, info: Map<string, string>): Finding {
  const used = Number(info.get("used_memory"));
  const most = Number(info.get("maxmemory"));
  const detail = `${toMegabytes(used)} MB used, ${most === 0 ? "no limit set" : `of ${toMegabytes(most)} MB`}`;
  const mayEvict = info.get("maxmemory_policy") !== "noeviction";
  if (most === 0 || mayEvict || used < fullShare * most) return ok(`${name} memory`, detail);
  return error(`${name} memory`, detail, "raise maxmemory: a full Redis refuses batches of clicks and links");
}

/** Every evicted batch is lost clicks. */
function checkQueueSettings(name: string, info: Map<string, string>): Finding[] {
  const policy = info.get("maxmemory_policy") ?? "unknown";
  const eviction =
    policy === "noeviction"
      ? ok(`${name} eviction`, policy)
      : error(`${name} eviction`, policy, "set maxmemory-policy noeviction: evicted batches are lost clicks");
  const persistence =
    info.get("aof_enabled") === "1"
      ? ok(`${name} persistence`, "append-only file")
      : warning(
          `${name} persistence`,
          "no append-only file",
          "set appendonly yes: without it, a restart loses the waiting clicks",
        );
  return [eviction, persistence];
}

function checkCacheSettings(name: string, info: Map<string, string>, isShared: boolean): Finding[] {
  const policy = info.get("maxmemory_policy") ?? "unknown";
  if (isShared) return [ok(`${name} eviction`, `${policy}, because the queue is on the same server`)];
  if (policy !== "noeviction" || info.get("maxmemory") === "0") return [ok(`${name} eviction`, policy)];
  const advice = "set maxmemory-policy allkeys-lru: a full Redis without eviction caches no new links";
  return [warning(`${name} eviction`, `${policy} with maxmemory set`, advice)];
}

function toMegabytes(bytes: number): string {
  return Math.round(bytes / 1_048_576).toLocaleString("en");
}
