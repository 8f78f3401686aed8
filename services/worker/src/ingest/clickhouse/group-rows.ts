import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";
import type { PreparedBatch } from "../commit/prepare-batch.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { rowColumns } from "./click-rows.ts";
import { toClickRows, toOrphanRows } from "./insert-rows.ts";
import { readRows, toLines, toStoredClick } from "./stored-rows.ts";

/** A part of a batch, with its rows in ClickHouse. */
export type GroupPart = Pick<PreparedBatch, "name" | "clicks" | "orphanHits">;

/** Rows of several parts that are inserted together. Each try inserts the same. */
export interface GroupRows {
  /** Of `clicks`, in order. */
  columns: [string, ...string[]];
  /** Lines of TabSeparated, as `orphans`. */
  clicks: Buffer;
  orphans: string;
  /** Names of the parts with their numbers of clicks, in the order of their rows. */
  parts: [name: string, clicks: number][];
}

export function toGroupRows(parts: readonly GroupPart[]): GroupRows {
  return {
    columns: rowColumns,
    clicks: toClickRows(parts.flatMap(({ clicks }) => clicks)),
    orphans: toOrphanRows(parts.flatMap(({ orphanHits }) => orphanHits)),
    parts: parts.map(({ name, clicks }) => [name, clicks.length]),
  };
}

/**
 * Returns the clicks of some of the parts as they are stored.
 *
 * @param given the parts as they were delivered now
 */
export function readParts(rows: GroupRows, given: readonly GroupPart[]): Map<string, StoredClick[]> {
  const lines = toLines(rows.clicks);
  const starts = new Map<string, { start: number; count: number }>();
  let next = 0;
  for (const [name, count] of rows.parts) {
    starts.set(name, { start: next, count });
    next += count;
  }
  return new Map(
    given.map(({ name, clicks }) => {
      const { start, count } = starts.get(name) as { start: number; count: number };
      const workspaces = new Map(clicks.map(({ linkId, workspaceId }) => [linkId, workspaceId]));
      const own = readRows(rows.columns, lines.slice(start, start + count));
      return [name, own.map(row => toStoredClick(row, workspaces))];
    }),
  );
}

const [compress, decompress] = [promisify(zstdCompress), promisify(zstdDecompress)];
/** Rows are kept for a moment only, so the fastest. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export async function packGroup({ clicks, ...others }: GroupRows): Promise<Buffer> {
  return compress(Buffer.concat([Buffer.from(`${JSON.stringify(others)}\n`), clicks]), options);
}

export async function unpackGroup(packed: Buffer): Promise<GroupRows> {
  const unpacked = await decompress(packed);
  const end = unpacked.indexOf("\n");
  return { ...JSON.parse(unpacked.toString("utf8", 0, end)), clicks: unpacked.subarray(end + 1) };
}
