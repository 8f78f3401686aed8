import type { CloseReport, ListReports, ReportEntry } from "@shunt/contracts/admin";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Further reports of a link are only counted. */
const maxEntries = 20;

export interface ReportRow {
  id: string;
  linkId: string;
  code: string;
  host: string | null;
  targetUrl: string;
  reportCount: number;
  entries: ReportEntry[];
  outcome: CloseReport["outcome"] | null;
  createdAt: Date;
  reportedAt: Date;
  closedAt: Date | null;
}

/** Adds the entry to the open report of the link, or opens one. Does nothing if the link was deleted meanwhile. */
export async function addReport(db: Db, id: string, linkId: string, entry: ReportEntry): Promise<void> {
  await sql`
    insert into link_reports (id, link_id, entries)
    select ${id}, id, ${JSON.stringify([entry])}::jsonb from links where id = ${linkId} for key share
    on conflict (link_id) where closed_at is null do update set
      report_count = link_reports.report_count + 1,
      reported_at = now(),
      entries = case when jsonb_array_length(link_reports.entries) < ${maxEntries}
        then link_reports.entries || excluded.entries else link_reports.entries end`.execute(db);
}

/** Number of open reports, and seconds since the first report of the one that has waited longest, or 0. */
export async function readOpenReports(db: Db): Promise<{ count: number; oldestSeconds: number }> {
  const { rows } = await sql<{ count: number; oldestSeconds: number }>`
    select count(*)::int as count,
      coalesce(greatest(extract(epoch from now() - min(created_at)), 0), 0)::float as "oldestSeconds"
    from link_reports where closed_at is null`.execute(db);
  return rows[0] ?? { count: 0, oldestSeconds: 0 };
}

/** Newest first. */
export async function findReports(
  db: Db,
  state: ListReports["state"],
  { after, limit }: { after: string | undefined; limit: number },
): Promise<ReportRow[]> {
  return selectReports(
    db,
    sql`(closed_at is null) = ${state === "open"}
      and (${after ?? null}::uuid is null or link_reports.id < ${after ?? null}::uuid)`,
    limit,
  );
}

/** Returns undefined if it does not exist. */
export async function findReport(db: Db, id: string): Promise<ReportRow | undefined> {
  return (await selectReports(db, sql`link_reports.id = ${id}`, 1))[0];
}

/** Returns the id of its link; undefined if the report does not exist. */
export async function setOutcome(
  db: Db,
  id: string,
  outcome: CloseReport["outcome"],
): Promise<{ linkId: string } | undefined> {
  return db
    .updateTable("link_reports")
    .set({ outcome, closed_at: sql<Date>`coalesce(closed_at, now())` })
    .where("id", "=", id)
    .returning("link_id as linkId")
    .executeTakeFirst();
}

async function selectReports(db: Db, which: RawBuilder<unknown>, limit: number): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select link_reports.id, link_reports.link_id as "linkId", link_codes.code, domains.host, target_url as "targetUrl",
      report_count as "reportCount", entries, outcome, link_reports.created_at as "createdAt",
      reported_at as "reportedAt", closed_at as "closedAt"
    from link_reports
    join links on links.id = link_reports.link_id
    join link_codes on link_codes.link_id = links.id and is_primary
    join domains on domains.id = link_codes.domain_id
    where ${which}
    order by link_reports.id desc limit ${limit}`.execute(db);
  return rows;
}
