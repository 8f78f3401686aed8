import { type Copy, firstVisitFlag, type SlimClicksTable, toWorkspaceKey } from "@shunt/db";
import { memoize } from "@shunt/visitor/memoize";
import type { StoredClick } from "../store/stored-click.ts";
import { toInstant } from "../to-instant.ts";
import { partNames } from "./click-dictionary.ts";
import { toSlimVisitor } from "./slim-visitor.ts";

/** A click with what `slim_clicks` has instead of its values. */
export interface SlimClick {
  click: StoredClick;
  /** The end of the id, and the beginning of the destination's hash, in hexadecimal. */
  shortId: string;
  destination: string;
  /** Ids in the order of `partNames`, as fields of COPY. */
  parts: string;
}

const rowsPerChunk = 1_000;
const maxWorkspaces = 5_000;
const maxDestinations = 20_000;

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

const workspaceKeyOf = memoize(id => String(toWorkspaceKey(id)), maxWorkspaces);
const destinationOf = memoize(toBigint, maxDestinations);

/** Inserts clicks by COPY, in chunks, to keep little text in memory. */
export async function copySlimClicks(
  copy: Copy,
  clicks: readonly SlimClick[],
  firstVisits: ReadonlySet<StoredClick>,
): Promise<void> {
  await copy("slim_clicks", columns, toChunks(clicks, firstVisits));
}

function* toChunks(clicks: readonly SlimClick[], firstVisits: ReadonlySet<StoredClick>): Generator<string> {
  for (let start = 0; start < clicks.length; start += rowsPerChunk) {
    let chunk = "";
    for (const slim of clicks.slice(start, start + rowsPerChunk)) chunk += toRow(slim, firstVisits.has(slim.click));
    yield chunk;
  }
}

function toRow({ click, shortId, destination, parts }: SlimClick, isFirstVisit: boolean): string {
  const visitor = toSlimVisitor(click);
  const flags = (click.coarse ?? 0) | (isFirstVisit ? firstVisitFlag : 0);
  return `${toInstant(click.at)}\t${click.linkId}\t${toBigint(shortId)}\t${
    visitor === null ? "\\N" : toBigint(visitor)
  }\t${destinationOf(destination)}\t${workspaceKeyOf(click.workspaceId)}\t${parts}\t${flags}\n`;
}

/** Formats eight bytes in hexadecimal as a bigint of Postgres, which is signed. */
function toBigint(hex: string): string {
  return String(BigInt.asIntN(64, BigInt(`0x${hex}`)));
}
