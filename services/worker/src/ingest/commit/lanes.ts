import type { PreparedBatch } from "./prepare-batch.ts";

/**
 * A worker writes over so many connections at once, and gives each link to one of them, so that they never wait for each
 * other's rows. A part that is delivered again must be the same part: this may change only while the queue is empty.
 */
export const laneCount = 2;

/** Splits a batch by link. Each part is claimed under a name of its own; those without anything to write are left out. */
export function splitIntoLanes(batch: PreparedBatch): { lane: number; part: PreparedBatch }[] {
  const clicks = Array.from({ length: laneCount }, () => [] as PreparedBatch["clicks"][number][]);
  for (const click of batch.clicks) clicks[laneOf(click.linkId)]?.push(click);
  return clicks.flatMap((ofLane, lane) => {
    const orphanHits = lane === 0 ? batch.orphanHits : [];
    if (ofLane.length + orphanHits.length === 0) return [];
    return { lane, part: { name: `${batch.name}/${lane}`, clicks: ofLane, orphanHits, gone: 0, span: batch.span } };
  });
}

/** By the last digits of the link's UUID, which are random. */
function laneOf(linkId: string): number {
  return Number.parseInt(linkId.slice(-4), 16) % laneCount;
}
