import type { Sources } from "./sources.ts";
import { bound, ch } from "./statement.ts";

export interface Visit {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  linkId: string;
  since: number;
  /** Null if the click has no visitor. */
  visitor: string | null;
}

/** Returns the ids of the visits that are the first of their visitor on their link and UTC day. */
export async function findFirstVisits(
  { ask }: Sources,
  visits: readonly Visit[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const known = visits.filter(({ visitor }) => visitor !== null);
  if (known.length === 0) return new Set();
  const days = [...new Set(known.map(({ at }) => new Date(at).toISOString().slice(0, 10)))];
  const statement = ch`
    select argMin(toString(id), (clicked_at, toString(id))) as first from click_events
    where (link_id, since) in arrayZip(
        ${bound(
          "Array(UUID)",
          known.map(({ linkId }) => linkId),
        )}, ${bound(
          "Array(UInt64)",
          known.map(({ since }) => since),
        )}
      )
      and toDate(clicked_at) in ${bound("Array(Date)", days)}
      and visitor_hash in ${bound(
        "Array(UUID)",
        known.map(({ visitor }) => visitor),
      )}
    group by link_id, since, toDate(clicked_at), visitor_hash`;
  const rows = await ask<{ first: string }>(statement, signal);
  return new Set(rows.map(({ first }) => first));
}
