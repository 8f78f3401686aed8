import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Db } from "@shunt/db";
import type { GuardedFetch } from "@shunt/runtime/outbound";
import { sql } from "kysely";
import { replaceBlockList } from "./block-list-store.ts";
import { parseList } from "./parse-list.ts";

const maxBytes = 64 * 1024 * 1024;
/** How entries are stored. Another value has each list stored anew after an upgrade. */
const spelling = "2";
const timeoutMs = 60_000;
const retryMs = 60_000;

export interface RefreshDeps {
  db: Db;
  fetch: GuardedFetch;
  /** File or URL of the list. */
  place: string;
  refreshMs: number;
}

export interface Refreshed {
  entries: number;
  /** Lines that are neither entries nor comments, and were skipped. */
  invalid: number;
}

/**
 * Reads the list if it is due, and replaces the stored one if it has changed; then all links are checked. Returns undefined if it is
 * not due or has not changed.
 *
 * @throws Error if the list cannot be read or is no list; the stored one stays, and the next attempt is in a minute at the latest
 */
export async function refreshList({ db, fetch, place, refreshMs }: RefreshDeps): Promise<Refreshed | undefined> {
  if (!(await claimRefresh(db, place, Math.min(refreshMs, retryMs)))) return undefined;
  const text = await readList(fetch, place);
  const { entries, invalid } = parseList(text);
  if (invalid > entries.length)
    throw new Error(`${invalid} lines are no hosts or URLs, and only ${entries.length} are: this is not a block list`);
  const digest = createHash("sha256").update(spelling).update(text).digest("hex");
  const isNew = await db.transaction().execute(async tx => {
    const { rows } = await sql<{ digest: string | null }>`
      select digest from reputation_sources where name = 'block-list' for update`.execute(tx);
    const isChanged = rows[0] !== undefined && rows[0].digest !== digest;
    if (isChanged) await replaceBlockList(tx, entries);
    await sql`
      update reputation_sources set place = ${place}, digest = ${digest}, read_at = now(),
        next_read_at = now() + make_interval(secs => ${refreshMs / 1_000}),
        swept_to = case when ${isChanged} then '00000000-0000-0000-0000-000000000000' else swept_to end
      where name = 'block-list'`.execute(tx);
    return isChanged;
  });
  return isNew ? { entries: entries.length, invalid } : undefined;
}

/** Whether the list is due, for this worker only. Another place is due at once. */
async function claimRefresh(db: Db, place: string, retryInMs: number): Promise<boolean> {
  const { rows } = await sql`
    update reputation_sources set next_read_at = now() + make_interval(secs => ${retryInMs / 1_000}), place = ${place}
    where name = 'block-list' and (next_read_at <= now() or place is distinct from ${place}) returning name`.execute(
    db,
  );
  return rows.length > 0;
}

async function readList(fetch: GuardedFetch, place: string): Promise<string> {
  if (!/^https?:\/\//i.test(place)) return readFile(place);
  const { status, body, isCut } = await fetch(place, { timeoutMs, maxBytes, maxRedirects: 5 });
  if (status !== 200) throw new Error(`the server answered with the status ${status}`);
  if (isCut) throw new Error(`the list is longer than ${maxBytes} bytes`);
  return body.toString();
}

async function readFile(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Error(`the list is longer than ${maxBytes} bytes`);
  }
  return Buffer.concat(chunks).toString();
}
