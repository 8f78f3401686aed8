import type { FormerTargets } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { maxVersionsKept } from "../links/index.ts";

/** The latest first. Releases before versions wrote destinations to a table of their own. */
export async function listFormerTargets(db: Db, linkId: string): Promise<FormerTargets["items"]> {
  const { rows } = await sql<{ url: string; at: Date }>`
    select replaced ->> 'original_url' as url, replaced_at as at from link_versions
    where link_id = ${linkId} and replaced ? 'original_url'
    union all
    select target_url, replaced_at from former_targets where link_id = ${linkId}
    order by at desc limit ${maxVersionsKept}`.execute(db);
  return rows.map(({ url, at }) => ({ original_url: url, replaced_at: at.toISOString() }));
}
