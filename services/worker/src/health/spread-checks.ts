import { type RawBuilder, sql } from "kysely";

/** New checks are spread over at most a day, one a second. */
const maxSpreadSeconds = 86_400;

/**
 * When to make the first check of a row: at random within as many seconds as there are rows, at most a day.
 *
 * @param rows name of all new checks
 */
export function firstCheckAt(rows: RawBuilder<unknown>): RawBuilder<Date> {
  return sql`now() + random() * least((select count(*) from ${rows}), ${sql.lit(maxSpreadSeconds)}) * interval '1 second'`;
}

/** The host, without port, of the column `target_url`, a URL as serialised by WHATWG. */
export const hostOf = sql`coalesce(substring(target_url from '^[a-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^:/?#]*)'), '')`;
