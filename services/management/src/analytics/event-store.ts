import type { ClickEvent } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Position } from "../http/cursor.ts";
import { selectEvents } from "./clicks-source.ts";
import { destinationOfEvent } from "./dimension-columns.ts";
import type { Question } from "./question.ts";

type EventRow = Omit<ClickEvent, "clicked_at"> & { clicked_at: Date };

/**
 * Single clicks, the latest first, from after a position on. Read from each link or workspace on its own, as an index has the
 * clicks of one of them in order, and of several not.
 */
export async function findEvents(
  db: Db,
  question: Question,
  after: Position | undefined,
  limit: number,
): Promise<ClickEvent[]> {
  const { links, workspaceIds } = question.scope;
  const parts = links ? links.map(({ linkId }) => linkId) : workspaceIds;
  const isOfPart = links ? sql`e.link_id = part.id` : sql`e.workspace_id = part.id`;
  const order = sql`order by e.clicked_at desc, e.id desc limit ${limit}`;
  const isPast = sql`and (e.clicked_at, e.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`;
  const { rows } = await sql<EventRow>`
    select e.id, e.clicked_at, e.link_id, link_codes.code as short_code, domains.host as domain, e.class, e.class_reason, e.is_first_visit,
      e.country, e.region, e.city, e.browser, e.browser_version, e.os, e.os_version, e.device,
      e.referrer_host as referrer, e.language, e.source,
      e.utm_source, e.utm_medium, e.utm_campaign, e.utm_term, e.utm_content,
      ${destinationOfEvent()} as destination
    from (
      select e.* from (select distinct unnest(${parts}::uuid[]) as id) as part cross join lateral (
        select * from ${selectEvents(question)} as e where ${isOfPart} ${after ? isPast : sql``} ${order}
      ) as e ${order}
    ) as e
    join link_codes on link_codes.link_id = e.link_id and is_primary
    join domains on domains.id = link_codes.domain_id
    order by e.clicked_at desc, e.id desc`.execute(db, question.execution);
  return rows.map(row => ({ ...row, clicked_at: row.clicked_at.toISOString() }));
}
