import { randomUUID } from "node:crypto";
import { ServiceInstance, type ServiceName } from "@shunt/contracts/admin";
import type { Redis } from "ioredis";
import { instanceKey, instanceNamesKey } from "./keys.ts";

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
  /** Backlog of the spool, for services that have one. */
  readSpool?: () => { bytes: number; ageMs: number };
  /** Silence after which a process counts as gone: killed, frozen or cut off. */
  silenceMs: number;
  onError: (err: unknown) => void;
}

/**
 * Publishes the state of this process for operators, three times within `silenceMs`. The returned function removes the
 * process from the list; a killed process disappears within `silenceMs`.
 */
export function announceInstance(options: AnnounceOptions): () => Promise<void> {
  const { redis, silenceMs, onError } = options;
  const id = randomUUID();
  const announce = async () => {
    const instance = await describe(id, options);
    await Promise.all([
      redis.set(instanceKey(id), JSON.stringify(instance), "PX", silenceMs),
      redis.sadd(instanceNamesKey, id),
    ]);
  };
  let announced = announce().catch(onError);
  const timer = setInterval(() => {
    announced = announced.then(announce).catch(onError);
  }, silenceMs / 3);
  return async () => {
    clearInterval(timer);
    await announced;
    await Promise.all([redis.del(instanceKey(id)), redis.srem(instanceNamesKey, id)]).catch(onError);
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
  };
}

/** Lists the live processes, sorted by service and start. @throws Error when Redis does not answer */
export async function findInstances(redis: Redis): Promise<ServiceInstance[]> {
  const ids = await redis.smembers(instanceNamesKey);
  if (ids.length === 0) return [];
  const values = await redis.mget(ids.map(instanceKey));
  const gone = ids.filter((_id, i) => values[i] === null);
  if (gone.length > 0) await redis.srem(instanceNamesKey, ...gone);
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
