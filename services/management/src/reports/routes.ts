import type { Report } from "@shunt/contracts/admin";
import { toShortUrl } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { fromIdCursor, serve, toListPage } from "../http/index.ts";
import type { LinksDeps } from "../links/index.ts";
import { closeReport } from "./close-report.ts";
import { reportLink } from "./report-link.ts";
import { addReportPage } from "./report-page.ts";
import { findReports, type ReportRow } from "./report-store.ts";

export function addReportRoutes(app: Express, context: LinksDeps): void {
  const { baseUrl } = context.config;
  serve(app, context, operations.reportLink, (ctx, { body }) => reportLink(ctx, body));
  serve(app, context, operations.listReports, async ({ db }, { query: { state, cursor, size } }) => {
    const rows = await findReports(db, state, { after: fromIdCursor(cursor), limit: size + 1 });
    const { items, next_cursor } = toListPage(rows, size, ({ id }) => id);
    return { items: items.map(row => toReportBody(row, baseUrl)), next_cursor };
  });
  serve(app, context, operations.closeReport, async ({ db }, { actor, params, body }) =>
    toReportBody(await closeReport(db, actor, params.id, body), baseUrl),
  );
  addReportPage(app, context);
}

function toReportBody(row: ReportRow, baseUrl: string): Report {
  return {
    id: row.id,
    link_id: row.linkId,
    short_url: toShortUrl(row.code, row.host, baseUrl),
    original_url: row.targetUrl,
    report_count: row.reportCount,
    entries: row.entries,
    outcome: row.outcome,
    created_at: row.createdAt.toISOString(),
    reported_at: row.reportedAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
  };
}
