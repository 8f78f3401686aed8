import type { PreparedBatch } from "./prepare-batch.ts";

/**
 * Connections over which a worker writes. Each link belongs to one of them, so that lanes never wait for each other's
 * rows. Change this only while the queue is empty: a part that is delivered again must hold the same clicks.
 */
export const laneCount = 2;

/** Splits a batch by link. Each part has its own name; empty parts are left out. */
export function splitIntoLanes(batch: PreparedBatch): { lane: number; part: PreparedBatch }[] {
  const clicks = Array.from({ length: laneCount }, () => [] as PreparedBatch["clicks"][number][]);
  for (const click of batch.clicks) clicks[laneOf(click.linkId)]?.push(click);
  return clicks.flatMap((ofLane, lane) => {
    const orphanHits = lane === 0 ? batch.orphanHits : [];
    if (ofLane.length + orphanHits.length === 0) return [];
    return { lane, part: { name: `${batch.name}/${lane}`, clicks: ofLane, orphanHits, gone: 0, span: batch.span } };
  });
}

/** Uses the last digits of the link's UUID, which are random. */
function laneOf(linkId: string): number {
  return Number.parseInt(linkId.slice(-4), 16) % laneCount;
}
