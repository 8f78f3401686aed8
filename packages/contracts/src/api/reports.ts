import { z } from "zod";
import { HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { text } from "../text.ts";
import { Email } from "./auth.ts";
import { VisitedLink } from "./link-ref.ts";
import { Cursor, Page, pageQuery } from "./query.ts";

export const ReportCategory = z.enum(["phishing", "malware", "spam", "illegal", "other"]);
export type ReportCategory = z.infer<typeof ReportCategory>;

const ReportText = text({ max: 1_000 }).nullish();

export const ReportLink = z
  .strictObject({
    url: VisitedLink,
    domain: HostName.optional().describe("The custom domain of a code; by default the shared domain."),
    category: ReportCategory.describe("The kind of harm."),
    text: ReportText.describe("Your description, at most 1,000 characters."),
    email: Email.nullish().describe("Your e-mail address, if administrators may write to you."),
  })
  .meta({ id: "ReportLink", examples: [{ url: "https://go.example.com/h7Kq2Xw", category: "phishing" }] });
export type ReportLink = z.infer<typeof ReportLink>;

export const ReportOutcome = z.enum(["blocked", "marked_unsafe", "no_action"]);
export type ReportOutcome = z.infer<typeof ReportOutcome>;

const ReportEntry = z.object({
  category: ReportCategory.describe("The kind of harm."),
  text: z.string().nullable().describe("Description by the reporter, or `null`."),
  email: z.string().nullable().describe("E-mail address of the reporter, or `null`."),
  created_at: InstantText.describe("When it was reported."),
});
export type ReportEntry = z.infer<typeof ReportEntry>;

export const Report = z
  .object({
    id: z.uuid().describe("Id of the report."),
    link_id: z.uuid().describe("Id of the reported link."),
    short_url: z.string().describe("Primary short URL of the link."),
    original_url: z.string().describe("The destination now."),
    report_count: z.int().describe("How often the link was reported until the report was closed."),
    entries: z.array(ReportEntry).describe("The first 20 of them, in order."),
    outcome: ReportOutcome.nullable().describe("Result of the review; `null` while the report is open."),
    created_at: InstantText.describe("When the link was first reported."),
    reported_at: InstantText.describe("When the link was last reported."),
    closed_at: InstantText.nullable().describe("When the report was closed, or `null`."),
  })
  .meta({ id: "Report" });
export type Report = z.infer<typeof Report>;

export const ListReports = z.strictObject({
  ...pageQuery({ size: 50, maxSize: 100 }),
  cursor: Cursor,
  state: z.enum(["open", "closed"]).default("open").describe("`open` or `closed` reports."),
});
export type ListReports = z.infer<typeof ListReports>;
export const ReportPage = Page(Report).meta({ id: "ReportPage" });

export const ReportParams = z.strictObject({ id: z.uuid().toLowerCase().describe("Id of the report.") });
export const CloseReport = z
  .strictObject({
    outcome: ReportOutcome.describe(
      "Result of your review. Block or mark the link by `PATCH /api/v1/admin/urls/{id}`.",
    ),
  })
  .meta({ id: "CloseReport", examples: [{ outcome: "blocked" }] });
export type CloseReport = z.infer<typeof CloseReport>;
