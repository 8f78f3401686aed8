import { randomUUID } from "node:crypto";
import type { Click } from "@shunt/contracts";
import { createClickProducer, toClickBatch } from "@shunt/queue";
import { waitFor } from "@shunt/testing";
import type { Shunt } from "./start-shunt.ts";

/** Puts clicks into the queue as an edge would, in batches. Returns the names of those. */
export async function shipClicks(
  { redis }: Pick<Shunt, "redis">,
  clicks: readonly Click[],
  perBatch = 500,
): Promise<string[]> {
  const producer = createClickProducer(`${redis.url}/0`, () => {});
  await producer.ready();
  const names: string[] = [];
  for (let start = 0; start < clicks.length; start += perBatch) {
    const name = randomUUID();
    await producer.ship(name, toClickBatch(clicks.slice(start, start + perBatch)));
    names.push(name);
  }
  await producer.stop();
  return names;
}

/** Waits until the worker has nothing left to do. */
export async function untilIngested({ worker }: Pick<Shunt, "worker">, timeoutMs = 60_000): Promise<void> {
  await waitFor(
    async () => {
      const [waiting, active, delayed] = await Promise.all(
        ["waiting", "active", "delayed"].map(state => worker.metric("shunt_click_queue_batches", { state })),
      );
      return waiting === 0 && active === 0 && delayed === 0;
    },
    { timeoutMs, what: "the queue to be empty" },
  );
}
