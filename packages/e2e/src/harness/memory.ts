import { createRedis, settled } from "@shunt/cache";
import type { Shunt } from "./start-shunt.ts";

export type Memory = Record<string, number>;

/** Resident memory of every service process, and memory that Redis uses. */
export async function readMemory({ pods, management, workers, redis }: Shunt): Promise<Memory> {
  const services = [
    ...pods.map((pod, i) => [`redirect ${i + 1}`, pod] as const),
    ["management", management] as const,
    ...workers.map((worker, i) => [`worker ${i + 1}`, worker] as const),
  ];
  const resident = await Promise.all(
    services.map(async ([name, service]) => [name, await service.metric("process_resident_memory_bytes")] as const),
  );
  return { ...Object.fromEntries(resident), Redis: await readUsedMemory(redis.url) };
}

async function readUsedMemory(url: string): Promise<number> {
  const redis = createRedis({ url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  try {
    await settled(redis);
    return Number(/^used_memory:(\d+)/m.exec(await redis.info("memory"))?.[1]);
  } finally {
    redis.disconnect();
  }
}

/** Memory of one process over time, in bytes, without the first third, in which it fills its caches. */
export interface MemoryTrend {
  name: string;
  /** Medians of the second and the last third: the moment of a garbage collection does not affect them. */
  middle: number;
  last: number;
  /** Growth between the two medians. */
  bytesPerHour: number;
  most: number;
}

/** @param samples taken at equal intervals. */
export function toTrends(samples: readonly Memory[], intervalMs: number): MemoryTrend[] {
  const third = Math.floor(samples.length / 3);
  return Object.keys(samples[0] ?? {}).map(name => {
    const values = samples.slice(-2 * third).map(sample => sample[name] ?? Number.NaN);
    const [middle, last] = [toMedian(values.slice(0, third)), toMedian(values.slice(third))];
    const bytesPerHour = ((last - middle) / (third * intervalMs)) * 3_600_000;
    return { name, middle, last, bytesPerHour, most: Math.max(...values) };
  });
}

function toMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
