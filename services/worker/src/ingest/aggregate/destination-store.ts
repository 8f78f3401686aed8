import { createHash } from "node:crypto";
import { maxDimensionValue } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import QuickLRU from "quick-lru";
import { toBytesArray, toPlainArray, toTextArray } from "../store/array-literal.ts";
import type { StoredClick } from "../store/stored-click.ts";

export function isLongDestination(destination: string): boolean {
  return destination.length > maxDimensionValue;
}

const maxRemembered = 500;
const hashes = new QuickLRU<string, string>({ maxSize: maxRemembered });

/** In hexadecimal. */
export function toDestinationHash(destination: string): string {
  const known = hashes.get(destination);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(destination).digest("hex").slice(0, 32);
  hashes.set(destination, hash);
  return hash;
}

/** Stores each long destination once per link. Callers must hold the links' locks. */
export async function addDestinations(tx: Db, clicks: readonly StoredClick[]): Promise<void> {
  const long = new Map<string, StoredClick>();
  for (const click of clicks) {
    if (isLongDestination(click.destination))
      long.set(`${click.linkId} ${toDestinationHash(click.destination)}`, click);
  }
  if (long.size === 0) return;
  const added = [...long.values()];
  await sql`
    insert into link_destinations (link_id, hash, url)
    select * from unnest(
      ${toPlainArray(added.map(click => click.linkId))}::uuid[],
      ${toBytesArray(added.map(click => toDestinationHash(click.destination)))}::bytea[],
      ${toTextArray(added.map(click => click.destination))}::text[]
    ) on conflict do nothing`.execute(tx);
}
