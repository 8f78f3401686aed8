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
  const parts = clicks.map((ofLane, lane) => {
    const orphanHits = lane === 0 ? batch.orphanHits : [];
    return { lane, part: { name: toPartName(batch, lane), clicks: ofLane, orphanHits, gone: 0, span: batch.span } };
  });
  const isEmpty = ({ part }: (typeof parts)[number]) => part.clicks.length + part.orphanHits.length === 0;
  const empty = parts.filter(isEmpty).map(({ part }) => part.name);
  return parts.filter(part => !isEmpty(part)).map(({ lane, part }) => ({ lane, part: { ...part, empty } }));
}

/** Returns the names of all parts that a batch may have. */
export function toPartNames(batch: Pick<PreparedBatch, "name">): string[] {
  return Array.from({ length: laneCount }, (_, lane) => toPartName(batch, lane));
}

function toPartName({ name }: Pick<PreparedBatch, "name">, lane: number): string {
  return `${name}/${lane}`;
}

/** Returns the lane of a link, by the last digits of its UUID, which are random. */
export function laneOf(linkId: string): number {
  return Number.parseInt(linkId.slice(-4), 16) % laneCount;
}
