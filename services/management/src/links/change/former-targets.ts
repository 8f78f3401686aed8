import type { FormerTargets } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../access/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { getOwnLink } from "../read/get-link.ts";

/** Per link; older ones are deleted. */
const maxKept = 100;

export async function insertFormerTarget(tx: Db, link: LinkRecord, actor: Caller): Promise<void> {
  await tx
    .insertInto("former_targets")
    .values({ id: uuidv7(), link_id: link.id, target_url: link.targetUrl, replaced_by: actor.userId })
    .execute();
  await sql`
    delete from former_targets where id in (
      select id from former_targets where link_id = ${link.id}
      order by replaced_at desc, id desc offset ${maxKept}
    )`.execute(tx);
}

/** The latest first. @throws Problem "link-not-found" */
export async function listFormerTargets(
  context: LinksDeps,
  actor: Caller,
  id: string,
): Promise<FormerTargets["items"]> {
  await getOwnLink(context, actor, id, "read");
  const rows = await context.db
    .selectFrom("former_targets")
    .select(["target_url", "replaced_at"])
    .where("link_id", "=", id)
    .orderBy("replaced_at", "desc")
    .orderBy("id", "desc")
    .limit(maxKept)
    .execute();
  return rows.map(row => ({ original_url: row.target_url, replaced_at: row.replaced_at.toISOString() }));
}
