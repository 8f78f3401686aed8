import { randomUUID } from "node:crypto";
import { ServiceInstance, type ServiceName } from "@shunt/contracts/admin";
import type { Redis } from "ioredis";
import { instanceKey, instanceNamesKey, lastInstanceKey, lastInstanceNamesKey } from "./keys.ts";

/** Processes that went silent are listed this long (ms). */
const lostMs = 24 * 60 * 60_000;

/**
 * A full Redis without eviction refuses commands that need memory, except after a write in the same script. A process that could not
 * report then would count as gone, and hide that Redis is full.
 */
const setWhenFull = `redis.call("del", KEYS[1]) redis.call("set", KEYS[1], ARGV[1], "PX", ARGV[2])`;
const addWhenFull = `redis.call("srem", KEYS[1], ARGV[1]) redis.call("sadd", KEYS[1], ARGV[1])`;

export interface AnnounceOptions {
  redis: Redis;
  service: ServiceName;
  readProcess: () => {
    version: string;
    host: string;
    pid: number;
    startedAt: Date;
    rssBytes: number;
    eventLoopLagMs: number;
  };
  readiness: () => Promise<ServiceInstance["checks"]>;
  /** Backlog of the spool, and whether its disk takes clicks, for services that have one. */
  readSpool?: () => { bytes: number; ageMs: number; isWritable: boolean };
  /** Silence after which a process counts as gone: killed, frozen or cut off. */
  silenceMs: number;
  onError: (err: unknown) => void;
}

/**
 * Publishes the state of this process for operators, three times within `silenceMs`. The returned function removes the
 * process from the list; a killed process counts as lost within `silenceMs`.
 */
export function announceInstance(options: AnnounceOptions): () => Promise<void> {
  const { redis, silenceMs, onError } = options;
  const id = randomUUID();
  let isStopped = false;
  let written: Promise<unknown> = Promise.resolve();
  const announce = async () => {
    const instance = JSON.stringify(await describe(id, options));
    // A check of a store that hangs must not delay `stop`.
    if (isStopped) return;
    written = Promise.all([
      redis.eval(setWhenFull, 1, instanceKey(id), instance, silenceMs),
      redis.eval(addWhenFull, 1, instanceNamesKey, id),
      redis.eval(setWhenFull, 1, lastInstanceKey(id), instance, lostMs),
      redis.eval(addWhenFull, 1, lastInstanceNamesKey, id),
    ]);
    await written;
  };
  let announced = announce().catch(onError);
  const timer = setInterval(() => {
    announced = announced.then(announce).catch(onError);
  }, silenceMs / 3);
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await written.catch(onError);
    const keys = [redis.del(instanceKey(id), lastInstanceKey(id))];
    const names = [redis.srem(instanceNamesKey, id), redis.srem(lastInstanceNamesKey, id)];
    await Promise.all([...keys, ...names]).catch(onError);
  };
}

async function describe(
  id: string,
  { service, readProcess, readiness, readSpool }: AnnounceOptions,
): Promise<ServiceInstance> {
  const checks = await readiness();
  const { version, host, pid, startedAt, rssBytes, eventLoopLagMs } = readProcess();
  const spool = readSpool?.();
  return {
    id,
    service,
    version,
    host,
    pid,
    started_at: startedAt.toISOString(),
    seen_at: new Date().toISOString(),
    is_ready: Object.values(checks).every(state => state === "ok"),
    checks,
    rss_bytes: rssBytes,
    event_loop_lag_ms: eventLoopLagMs,
    spool_bytes: spool?.bytes ?? null,
    spool_age_seconds: spool ? spool.ageMs / 1_000 : null,
    is_spool_writable: spool?.isWritable ?? null,
  };
}

/** Lists the live processes, sorted by service and start. @throws Error when Redis does not answer */
export async function findInstances(redis: Redis): Promise<ServiceInstance[]> {
  return readAll(redis, instanceNamesKey, instanceKey);
}

/**
 * Lists the processes that went silent in the last 24 hours without stopping: killed, frozen or cut off. A process of
 * the same service that started on the same host since then replaces them.
 *
 * @param live the live processes
 * @throws Error when Redis does not answer
 */
export async function findLostInstances(redis: Redis, live: readonly ServiceInstance[]): Promise<ServiceInstance[]> {
  const known = await readAll(redis, lastInstanceNamesKey, lastInstanceKey);
  const isReplaced = (lost: ServiceInstance) =>
    known.some(
      ({ service, host, started_at }) =>
        service === lost.service && host === lost.host && started_at > lost.started_at && started_at >= lost.seen_at,
    );
  return known.filter(instance => !live.some(({ id }) => id === instance.id) && !isReplaced(instance));
}

/**
 * Returns how far the clock of each process is ahead of that of Redis (ms; negative: behind), by id. It compares the time at
 * which a process says it reported with the time at which Redis got the report.
 *
 * @throws Error when Redis does not answer
 */
export async function findClockDifferences(
  redis: Redis,
  instances: readonly ServiceInstance[],
): Promise<Map<string, number>> {
  const [[seconds, microseconds], ...leftMs] = await Promise.all([
    redis.time(),
    ...instances.map(({ id }) => redis.pttl(lastInstanceKey(id))),
  ]);
  const now = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
  return new Map(
    instances.flatMap(({ id, seen_at }, i): [string, number][] => {
      const left = leftMs[i] ?? 0;
      // Redis counts down from the report on.
      return left > 0 ? [[id, Math.round(Date.parse(seen_at) - (now + left - lostMs))]] : [];
    }),
  );
}

async function readAll(redis: Redis, namesKey: string, toKey: (id: string) => string): Promise<ServiceInstance[]> {
  const ids = await redis.smembers(namesKey);
  if (ids.length === 0) return [];
  const values = await redis.mget(ids.map(toKey));
  const gone = ids.filter((_id, i) => values[i] === null);
  if (gone.length > 0) await redis.srem(namesKey, ...gone);
  return values.flatMap(value => parse(value)).toSorted((a, b) => (toOrder(a) < toOrder(b) ? -1 : 1));
}

/** Skips entries with the schema of another release, which occur during an upgrade. */
function parse(value: string | null): ServiceInstance[] {
  if (value === null) return [];
  const parsed = ServiceInstance.safeParse(JSON.parse(value));
  return parsed.success ? [parsed.data] : [];
}

function toOrder({ service, started_at, id }: ServiceInstance): string {
  return `${service} ${started_at} ${id}`;
}
