import { createHash } from "node:crypto";
import { maxDimensionValue } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { memoize } from "@shunt/visitor/memoize";
import { sql } from "kysely";
import { toBytesArray, toTextArray } from "../store/array-literal.ts";
import { dates, uuids } from "../store/binary-array.ts";
import type { StoredClick } from "../store/stored-click.ts";

/** A destination of a link, and the hash by which its clicks refer to it, in hexadecimal. */
export interface HashedDestination {
  click: Pick<StoredClick, "linkId" | "day" | "destination">;
  hash: string;
}

export function isLongDestination(destination: string): boolean {
  return destination.length > maxDimensionValue;
}

/** Long ones have up to 8 kB. */
const maxLong = 500;
const maxShort = 10_000;
/** Other clicks have twice as many digits. */
const slimDigits = 16;
const hashOfLong = memoize(toHash, maxLong);
const hashOfShort = memoize(toHash, maxShort);
const slimOfLong = memoize(toSlimDestination, maxLong);
const slimOfShort = memoize(toSlimDestination, maxShort);

/** In hexadecimal. */
export function toDestinationHash(destination: string): string {
  return isLongDestination(destination) ? hashOfLong(destination) : hashOfShort(destination);
}

/** The beginning of a destination's hash, by which its clicks in `slim_clicks` refer to it. */
export interface SlimDestination {
  hex: string;
  bytes: Uint8Array;
}

export function slimDestinationOf(destination: string): SlimDestination {
  return isLongDestination(destination) ? slimOfLong(destination) : slimOfShort(destination);
}

function toSlimDestination(destination: string): SlimDestination {
  const hex = toHash(destination).slice(0, slimDigits);
  return { hex, bytes: Buffer.from(hex, "hex") };
}

function toHash(destination: string): string {
  return createHash("sha256").update(destination).digest("hex").slice(0, 32);
}

/** Stores each destination once per link, with the last day of a click. Callers must hold the links' locks. */
export async function addDestinations(tx: Db, clicks: readonly HashedDestination[]): Promise<void> {
  const given = findLatest(clicks);
  if (given.length === 0) return;
  const known = await findUsed(tx, given);
  const added = given.filter((_, i) => !known.has(i + 1));
  if (added.length === 0) return;
  await sql`
    insert into link_destinations as known (link_id, hash, used_on, url)
    select * from unnest(${keysOf(added)}, ${toTextArray(added.map(({ click }) => click.destination))}::text[])
    on conflict (link_id, hash) do update set used_on = greatest(known.used_on, excluded.used_on)`.execute(tx);
}

/** Returns the latest of the equal ones. */
function findLatest(clicks: readonly HashedDestination[]): HashedDestination[] {
  const byLink = new Map<string, Map<string, HashedDestination>>();
  for (const destination of clicks) {
    const { linkId, day } = destination.click;
    let ofLink = byLink.get(linkId);
    if (ofLink === undefined) {
      ofLink = new Map();
      byLink.set(linkId, ofLink);
    }
    const known = ofLink.get(destination.hash);
    if (known === undefined || known.click.day < day) ofLink.set(destination.hash, destination);
  }
  return [...byLink.values()].flatMap(ofLink => [...ofLink.values()]);
}

/** Returns the positions of those that are stored with their day or a later one, counted from 1. */
async function findUsed(tx: Db, given: readonly HashedDestination[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ position: number }>`
    select position::int as position from link_destinations as known join unnest(${keysOf(given)})
      with ordinality as given (link_id, hash, day, position) using (link_id, hash)
    where known.used_on >= given.day`.execute(tx);
  return new Set(rows.map(({ position }) => position));
}

function keysOf(destinations: readonly HashedDestination[]) {
  return sql`
    ${uuids(destinations.map(({ click }) => click.linkId))},
    ${toBytesArray(destinations.map(({ hash }) => hash))}::bytea[],
    ${dates(destinations.map(({ click }) => click.day))}`;
}
