import type { Missed } from "@shunt/contracts/clicks";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toDay } from "../aggregate/day.ts";
import { toPlainArray, toTextArray } from "./array-literal.ts";

/** A visit to a code or domain root without a link. */
export interface OrphanHit extends Missed {
  at: number;
  isHuman: boolean;
}

export interface OrphanRow {
  domainId: number;
  day: string;
  code: string;
  hits: number;
  humanHits: number;
  lastHitAt: number;
}

export async function addOrphanHits(tx: Db, hits: readonly OrphanHit[]): Promise<void> {
  if (hits.length === 0) return;
  const rows = sumUpOrphanHits(hits);
  await sql`
    insert into orphan_hits as known (domain_id, day, code, hits, human_hits, last_hit_at)
    select domain_id, day, code, hits, human_hits, to_timestamp(last_hit_at / 1000.0) from unnest(
      ${toPlainArray(rows.map(row => row.domainId))}::int[],
      ${toPlainArray(rows.map(row => row.day))}::date[],
      ${toTextArray(rows.map(row => row.code))}::text[],
      ${toPlainArray(rows.map(row => row.hits))}::bigint[],
      ${toPlainArray(rows.map(row => row.humanHits))}::bigint[],
      ${toPlainArray(rows.map(row => row.lastHitAt))}::bigint[]
    ) as added (domain_id, day, code, hits, human_hits, last_hit_at)
    on conflict (domain_id, day, code) do update set
      hits = known.hits + excluded.hits,
      human_hits = known.human_hits + excluded.human_hits,
      last_hit_at = greatest(known.last_hit_at, excluded.last_hit_at)`.execute(tx);
}

/** Sorts rows by key, so that transactions cannot deadlock. */
export function sumUpOrphanHits(hits: readonly OrphanHit[]): OrphanRow[] {
  const rows = new Map<string, OrphanRow>();
  for (const { domainId, code, at, isHuman } of hits) {
    const day = toDay(at);
    const key = `${String(domainId).padStart(10, "0")} ${day} ${code}`;
    const row = rows.get(key) ?? { domainId, day, code, hits: 0, humanHits: 0, lastHitAt: at };
    row.hits += 1;
    row.humanHits += isHuman ? 1 : 0;
    row.lastHitAt = Math.max(row.lastHitAt, at);
    rows.set(key, row);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
