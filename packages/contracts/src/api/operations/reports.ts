import type { Operation } from "../operation.ts";
import { CloseReport, ListReports, Report, ReportLink, ReportPage, ReportParams } from "../reports.ts";

export const reportsOperations = {
  reportLink: {
    method: "post",
    path: "/api/v1/reports",
    tag: "links",
    summary: "Report a short URL that is harmful",
    description: "Administrators read the report. It stores no address of the reporter but the given e-mail address.",
    auth: "none",
    limit: "report",
    body: ReportLink,
    success: { status: 204 },
    problems: ["link-not-found", "domain-not-found"],
  },
  listReports: {
    method: "get",
    path: "/api/v1/admin/reports",
    tag: "admin",
    summary: "List reports of links",
    description: "The newest first. All reports of a link are one report until you close it.",
    auth: "admin",
    scope: "admin",
    query: ListReports,
    success: { status: 200, schema: ReportPage },
    problems: [],
  },
  closeReport: {
    method: "patch",
    path: "/api/v1/admin/reports/:id",
    tag: "admin",
    summary: "Close a report",
    description: "You can change the outcome of a closed report. Closed reports are deleted after 90 days.",
    auth: "admin",
    scope: "admin",
    params: ReportParams,
    body: CloseReport,
    success: { status: 200, schema: Report },
    problems: ["report-not-found"],
  },
} as const satisfies Record<string, Operation>;
