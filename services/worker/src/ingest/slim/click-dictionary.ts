import { createHash } from "node:crypto";
import { type ClickPart, clickParts, type Db } from "@shunt/db";
import { toDay } from "../aggregate/day.ts";
import { clickColumns } from "../click-columns.ts";
import { createFieldWriter, type WriteFields } from "../store/field-writer.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { createIdCache, type IdCache } from "./id-cache.ts";
import { findParts, insertParts, type PartRow } from "./part-store.ts";

/**
 * Rows that a worker adds to a table of parts in a day. Visitors control many values, so clicks with further ones are
 * stored with their values, and readers never join millions of rows.
 */
const maxAddedPerDay = 20_000;

/** Returns the ids of the clicks' parts, in the order of `partNames`, one click after the other; `noId` if a part of the click gets none. */
export type FindPartIds = (clicks: readonly StoredClick[]) => Promise<Int32Array>;

/** Ids count from 1. */
export const noId = 0;

/**
 * Returns a function that finds the ids of clicks' parts, and commits rows for new ones by itself: a click never refers
 * to a row that a rollback takes back.
 *
 * @param db must not be the transaction of the clicks
 */
export function createClickDictionary(db: Db, now: () => number, maxAdded = maxAddedPerDay): FindPartIds {
  let today = { day: "", parts: [] as Part[] };
  return async clicks => {
    const day = toDay(now());
    // Ids are forgotten at midnight, as rows are kept by the last day on which a worker asked for them.
    if (day !== today.day) today = { day, parts: createParts() };
    const { parts } = today;
    const missing: Missing = new Map();
    const ids = new Int32Array(clicks.length * parts.length);
    for (const [i, click] of clicks.entries()) readIds(parts, click, ids, i * parts.length, missing);
    if (missing.size === 0) return ids;
    for (const [part, values] of missing) await addIds(db, part, values, day, maxAdded);
    for (const [i, click] of clicks.entries())
      if (ids[i * parts.length] === noId) readIds(parts, click, ids, i * parts.length);
    return ids;
  };
}

interface Part {
  name: ClickPart;
  toKey: WriteFields;
  ids: IdCache;
  added: number;
}

/** By part and key, a click with the values. */
type Missing = Map<Part, Map<string, StoredClick>>;

function createParts(): Part[] {
  return partNames.map(name => ({ name, toKey: keyWriters[name], ids: createIdCache(), added: 0 }));
}

/** In the order of the columns of `slim_clicks`. */
export const partNames = Object.keys(clickParts) as ClickPart[];

/** No text of a visitor may look like an absent value in the hash of a key, which is made of UTF-8. Texts hold no NUL. */
const keyWriters = Object.fromEntries(
  partNames.map(name => [
    name,
    createFieldWriter(clickParts[name].columns, value => (value === null ? "\u0002" : `\u0001${value}\0`)),
  ]),
) as Record<ClickPart, WriteFields>;

/** Writes the ids of a click. If one is not in the cache, writes `noId`, and adds to `missing`. */
function readIds(parts: readonly Part[], click: StoredClick, ids: Int32Array, start: number, missing?: Missing): void {
  let isComplete = true;
  for (const [i, part] of parts.entries()) {
    const key = part.toKey(click, false);
    const id = part.ids.get(key);
    if (id !== undefined) {
      ids[start + i] = id;
      continue;
    }
    isComplete = false;
    if (!missing) break;
    const values = missing.get(part) ?? new Map<string, StoredClick>();
    missing.set(part, values.set(key, click));
  }
  if (!isComplete) ids.fill(noId, start, start + parts.length);
}

async function addIds(
  db: Db,
  part: Part,
  missing: ReadonlyMap<string, StoredClick>,
  day: string,
  maxAdded: number,
): Promise<void> {
  const keys = new Map([...missing.keys()].map(key => [toHash(key), key]));
  const remember = (ids: ReadonlyMap<string, number>) => {
    for (const [hash, id] of ids) part.ids.set(keys.get(hash) as string, id);
  };
  const found = await findParts(db, part.name, [...keys.keys()], day);
  remember(found);
  const fresh = [...keys].filter(([hash]) => !found.has(hash)).slice(0, Math.max(0, maxAdded - part.added));
  if (fresh.length === 0) return;
  part.added += fresh.length;
  const rows = fresh.map(([hash, key]) => ({ hash, values: readValues(part, missing.get(key) as StoredClick) }));
  const inserted = await insertParts(db, part.name, rows, day);
  remember(inserted);
  const others = fresh.flatMap(([hash]) => (inserted.has(hash) ? [] : [hash]));
  if (others.length > 0) remember(await findParts(db, part.name, others, day));
}

function toHash(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}

function readValues({ name }: Part, click: StoredClick): PartRow["values"] {
  return clickParts[name].columns.map(column => clickColumns[column](click, false) as string | null);
}
