import { type Copy, CopyRows, firstVisitFlag, type SlimClicksTable, toWorkspaceKey } from "@shunt/db";
import { memoize } from "@shunt/visitor/memoize";
import type { SlimDestination } from "../aggregate/destination-store.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { writeUuid } from "../store/uuid-bytes.ts";
import { partNames } from "./click-dictionary.ts";
import type { ShortId } from "./short-id.ts";
import { toSlimVisitor } from "./slim-visitor.ts";

/** A click with what `slim_clicks` has instead of its values. */
export interface SlimClick {
  click: StoredClick;
  shortId: ShortId;
  /** Position of the first id of its parts. The others follow, in the order of `partNames`. */
  partsAt: number;
  destination: SlimDestination;
}

const rowsPerChunk = 1_000;
const maxWorkspaces = 5_000;

const columns = [
  "clicked_at",
  "link_id",
  "short_id",
  "visitor",
  "destination",
  "workspace_key",
  ...partNames,
  "flags",
] as const satisfies (keyof SlimClicksTable)[];

const linkBytes = new Uint8Array(16);
const workspaceKeyOf = memoize(toWorkspaceKey, maxWorkspaces);

/** Inserts clicks by COPY, in chunks, to keep few rows in memory twice. */
export async function copySlimClicks(
  copy: Copy,
  clicks: readonly SlimClick[],
  partIds: Int32Array,
  firstVisits: ReadonlySet<StoredClick>,
): Promise<void> {
  const rows = new CopyRows(columns.length);
  function* toChunks(): Generator<Uint8Array> {
    for (let start = 0; start < clicks.length; start += rowsPerChunk) {
      for (const slim of clicks.slice(start, start + rowsPerChunk))
        addRow(rows, slim, partIds, firstVisits.has(slim.click));
      yield rows.take();
    }
    yield rows.end();
  }
  await copy("slim_clicks", columns, toChunks(), "binary");
}

function addRow(
  rows: CopyRows,
  { click, shortId, partsAt, destination }: SlimClick,
  partIds: Int32Array,
  isFirstVisit: boolean,
): void {
  const visitor = toSlimVisitor(click);
  rows.begin();
  rows.addTime(click.at);
  writeUuid(linkBytes, click.linkId, 0);
  rows.addBytes(linkBytes);
  rows.addBigint(shortId.idHigh, shortId.idLow);
  if (visitor === null) rows.addNull();
  else rows.addBytes(visitor);
  rows.addBytes(destination.bytes);
  rows.addInteger(workspaceKeyOf(click.workspaceId));
  for (let i = 0; i < partNames.length; i++) rows.addInteger(partIds[partsAt + i] as number);
  rows.addInteger((click.coarse ?? 0) | (isFirstVisit ? firstVisitFlag : 0));
}
