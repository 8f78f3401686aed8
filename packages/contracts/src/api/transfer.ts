import { z } from "zod";
import { HostName } from "../host-name.ts";
import { RedirectStatus } from "../link/link-values.ts";
import { BulkResult } from "./bulk.ts";
import { dateOrders } from "./date-order.ts";
import { importedLinkFields } from "./links.ts";
import { flag } from "./query.ts";

export const LinkCsv = z
  .custom<Uint8Array>(value => value instanceof Uint8Array, "must be a CSV file")
  .describe(
    `A header row, then one row per link. Only the column \`original_url\` is required. Columns: ${importedLinkFields.map(name => `\`${name}\``).join(", ")}.`,
  );

export const ImportQuery = z.strictObject({
  workspace_id: z.uuid().optional().describe("Id of the workspace that gets the links. Omit it for your personal one."),
  dry_run: flag(false).describe("Check every row and create nothing."),
  unknown_columns: z
    .enum(["refuse", "skip"])
    .default("refuse")
    .describe("`skip` ignores unknown columns; `refuse` rejects a file that has some."),
  date_order: z
    .enum(dateOrders)
    .optional()
    .describe(
      "Order of day and month in dates such as `03/04/2026`. Omit it if the file shows it by a date such as `31/12/2026`; rows with unclear dates are refused.",
    ),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

const ImportResult = BulkResult.omit({ index: true }).extend({
  line: z.int().describe("Line of the file on which the row begins; the first line is 1."),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const ImportResults = z
  .object({
    dry_run: z.boolean().describe("Whether this was a dry run, which creates nothing."),
    encoding: z.string().describe("The encoding in which the file was read, such as `utf-8` or `windows-1252`."),
    skipped_columns: z.array(z.string()).describe("Columns that were ignored, as the file names them."),
    unmatched_domains: z
      .array(z.string())
      .describe(
        "Hosts of short URLs in the file that are not your domains. Their codes are created on your default domain.",
      ),
    succeeded: z.int().describe("Number of rows that succeeded."),
    failed: z.int().describe("Number of rows that failed."),
    results: z.array(ImportResult).describe("One result per row, in the order of the file."),
  })
  .meta({ id: "ImportResults" });
export type ImportResults = z.infer<typeof ImportResults>;

export const ExportLinksQuery = z.strictObject({
  format: z
    .enum(["csv", "ndjson"])
    .default("csv")
    .describe("`csv` with a header row, or `ndjson` with one link per line."),
});
export type ExportLinksQuery = z.infer<typeof ExportLinksQuery>;

export const RedirectMap = z
  .record(
    z.string(),
    z.object({
      url: z.string().describe("Destination, with the UTM fields of the link."),
      status: RedirectStatus.describe("Status of the redirect."),
    }),
  )
  .describe("The destination of each code.")
  .meta({ id: "RedirectMap" });

export const RedirectMapQuery = z.strictObject({
  format: z
    .enum(["redirects", "apache", "json"])
    .default("redirects")
    .describe(
      "`redirects`: a `_redirects` file for static hosts; `apache`: a text map for `RewriteMap`; `json`: an object that maps codes to destinations.",
    ),
  domain: HostName.optional().describe("Host of a custom domain. Omit it for the shared domain."),
});
export type RedirectMapQuery = z.infer<typeof RedirectMapQuery>;
