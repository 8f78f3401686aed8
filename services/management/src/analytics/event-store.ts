import type { ClickEvent } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { selectEvents } from "./clicks-source.ts";
import type { Question } from "./question.ts";

/** Where a page ended: the last click on it. */
export interface Position {
  clickedAt: string;
  id: string;
}

type EventRow = Omit<ClickEvent, "clicked_at"> & { clicked_at: Date };

/** Single clicks, the latest first, from after a position on. */
export async function findEvents(
  db: Db,
  question: Question,
  after: Position | undefined,
  limit: number,
): Promise<ClickEvent[]> {
  const { links, workspaceIds } = question.scope;
  const isPast = sql`and (e.clicked_at, e.id) < (${after?.clickedAt}::timestamptz, ${after?.id}::uuid)`;
  const { rows } = await sql<EventRow>`
    select e.id, e.clicked_at, e.link_id, link_codes.code as short_code, e.class, e.class_reason, e.is_first_visit,
      e.country, e.region, e.city, e.browser, e.browser_version, e.os, e.os_version, e.device,
      e.referrer_host as referrer, e.language, e.source,
      e.utm_source, e.utm_medium, e.utm_campaign, e.utm_term, e.utm_content, e.destination
    from (
      select * from ${selectEvents(question)} as e
      where ${links ? sql`true` : sql`e.workspace_id = any(${workspaceIds}::uuid[])`} ${after ? isPast : sql``}
      order by e.clicked_at desc, e.id desc limit ${limit}
    ) as e
    join link_codes on link_codes.link_id = e.link_id and is_primary
    order by e.clicked_at desc, e.id desc`.execute(db);
  return rows.map(row => ({ ...row, clicked_at: row.clicked_at.toISOString() }));
}
