import { neverReset } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import { type AbortableQueryOptions, type RawBuilder, sql } from "kysely";
import { bound, ch, join, raw, type Statement } from "./statement.ts";

/** ClickHouse refuses parameters above 128 KiB (`http_max_field_value_size`). */
const idsPerParameter = 3_000;

/** Links by the last reset of their statistics, as in each row of ClickHouse. */
export interface KnownLinks {
  /** Their number. */
  links: number;
  /** The same for the same links and resets. */
  key: string;
  /** Never reset. */
  ids: readonly string[];
  /** `since` in milliseconds. */
  reset: readonly { id: string; since: number }[];
}

/**
 * @param condition on `links`
 * @param options.most more links are counted, and not listed
 */
export async function findKnownLinks(
  db: Db,
  condition: RawBuilder<unknown>,
  { most, ...execution }: AbortableQueryOptions & { most?: number } = {},
): Promise<KnownLinks> {
  // As one text, because the driver would need a second to parse a hundred thousand rows.
  const { rows } = await sql<{ ids: string | null; reset: KnownLinks["reset"] | null; links: number; key: string }>`
    with known as materialized (
      select id, case when isfinite(clicks_since) then (extract(epoch from clicks_since) * 1000)::bigint end as since
      from links where ${condition}
    ), scope as (
      select count(*)::int as links, concat_ws('/', count(*), bit_xor(${toHash(0)}), bit_xor(${toHash(1)})) as key
      from known
    )
    select scope.links, scope.key, listed.ids, listed.reset
    from scope, lateral (
      select string_agg(id::text, ',') filter (where since is null) as ids,
        json_agg(json_build_object('id', id, 'since', since)) filter (where since is not null) as reset
      from known where ${most === undefined ? sql`true` : sql`scope.links <= ${most}`}
    ) as listed`.execute(db, execution);
  const [{ ids, reset, links, key } = { ids: null, reset: null, links: 0, key: "" }] = rows;
  return { links, key, ids: ids?.split(",") ?? [], reset: reset ?? [] };
}

/** 64 bits of a row of `known`. */
function toHash(seed: 0 | 1): RawBuilder<unknown> {
  return sql`uuid_hash_extended(id, 2 * coalesce(since, 0) + ${sql.lit(seed)})`;
}

/** Condition on `link_id` and `since`, true only for clicks that count. */
export function isOf({ ids, reset }: Pick<KnownLinks, "ids" | "reset">): Statement {
  const [one, ...others] = [...ids.slice(0, 2).map(id => ({ id, since: neverReset })), ...reset.slice(0, 2)];
  // Rows of one link are read in the order of time, for which ClickHouse needs equations.
  if (one && others.length === 0)
    return ch`(link_id = ${bound("UUID", one.id)} and since = ${bound("UInt64", one.since)})`;
  const resetIds = toArray(
    "UUID",
    reset.map(({ id }) => id),
  );
  const times = toArray(
    "UInt64",
    reset.map(({ since }) => since),
  );
  const parts = [
    ...(ids.length > 0 ? [ch`since = 0 and link_id in ${toArray("UUID", ids)}`] : []),
    ...(reset.length > 0 ? [ch`(link_id, since) in arrayZip(${resetIds}, ${times})`] : []),
  ];
  if (parts.length === 0) return raw("false");
  return ch`(${join(parts, " or ")})`;
}

/** One array, so that each row is looked up once however many parameters there are. */
function toArray(type: string, items: readonly unknown[]): Statement {
  return ch`arrayConcat(${join(
    chunk(items).map(some => ch`${bound(`Array(${type})`, some)}`),
    ", ",
  )})`;
}

function chunk<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / idsPerParameter);
  return Array.from({ length: count }, (_, i) => items.slice(i * idsPerParameter, (i + 1) * idsPerParameter));
}
