import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { StoredClick } from "./stored-click.ts";

/** Notes that a batch is being ingested; false when it has been already. */
export async function claimBatch(tx: Db, name: string, clicks: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("ingested_batches")
    .values({ name, clicks })
    .onConflict(conflict => conflict.column("name").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The workspaces of those of the links that exist. */
export async function findWorkspaces(db: Db, linkIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("links")
    .select(["id", "workspace_id"])
    .where(sql<boolean>`id = any(${linkIds}::uuid[])`)
    .execute();
  return new Map(rows.map(row => [row.id, row.workspace_id]));
}

/** Inserts all clicks by one statement: a column travels as one array. */
export async function insertClicks(tx: Db, clicks: readonly StoredClick[]): Promise<void> {
  const column = (of: (click: StoredClick) => unknown, type: string) => sql`${clicks.map(of)}::${sql.raw(type)}[]`;
  await sql`
    insert into click_events (
      clicked_at, link_id, id, workspace_id, class, class_reason, visitor_hash, country,
      browser, browser_version, os, os_version, device, referrer_host, language, source,
      utm_source, utm_medium, utm_campaign, utm_term, utm_content, destination
    )
    select * from unnest(
      ${column(click => click.clickedAt, "timestamptz")},
      ${column(click => click.linkId, "uuid")},
      ${column(click => click.id, "uuid")},
      ${column(click => click.workspaceId, "uuid")},
      ${column(click => click.class, "text")},
      ${column(click => click.classReason, "text")},
      ${column(click => click.visitorHash, "bytea")},
      ${column(click => click.country, "text")},
      ${column(click => click.browser, "text")},
      ${column(click => click.browserVersion, "text")},
      ${column(click => click.os, "text")},
      ${column(click => click.osVersion, "text")},
      ${column(click => click.device, "text")},
      ${column(click => click.referrerHost, "text")},
      ${column(click => click.language, "text")},
      ${column(click => click.source, "text")},
      ${column(click => click.utm.source, "text")},
      ${column(click => click.utm.medium, "text")},
      ${column(click => click.utm.campaign, "text")},
      ${column(click => click.utm.term, "text")},
      ${column(click => click.utm.content, "text")},
      ${column(click => click.destination, "text")}
    )`.execute(tx);
}
