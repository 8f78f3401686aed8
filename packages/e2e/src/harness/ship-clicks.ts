import { randomUUID } from "node:crypto";
import type { Click } from "@shunt/contracts/clicks";
import { createClickProducer, toClickBatch } from "@shunt/queue";
import { aClick, waitFor } from "@shunt/testing";
import type { Shunt } from "./start-shunt.ts";
import type { Visit, VisitedLink } from "./visitors.ts";

/** Puts clicks into the queue in batches, as a redirect does. Returns the batch names. */
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

/**
 * Puts clicks on the links into the queue, round robin and each with its own mark. Returns them as answered visits.
 */
export async function shipVisits(
  shunt: Pick<Shunt, "redis">,
  links: readonly VisitedLink[],
  count: number,
  perBatch?: number,
): Promise<Visit[]> {
  const name = `shipped-${randomUUID().slice(0, 8)}`;
  const visits = Array.from({ length: count }, (_, i): Visit => {
    const link = links[i % links.length] as VisitedLink;
    return { mark: `${name}-${i}`, link, status: 302, location: link.original_url };
  });
  const now = Date.now();
  const clicks = visits.map(({ mark, link }) =>
    aClick({ linkId: link.id, at: now, marks: `utm_content=${mark}`, destination: link.original_url }),
  );
  await shipClicks(shunt, clicks, perBatch);
  return visits;
}

export async function untilIngested({ worker }: Pick<Shunt, "worker">): Promise<void> {
  await waitFor(
    async () => {
      const [waiting, active, delayed] = await Promise.all(
        ["waiting", "active", "delayed"].map(state => worker.metric("shunt_click_queue_batches", { state })),
      );
      return waiting === 0 && active === 0 && delayed === 0;
    },
    { what: "the queue to be empty" },
  );
}
