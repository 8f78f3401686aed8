import { z } from "zod";
import { HostName } from "../host-name.ts";
import { BulkResult } from "./bulk.ts";
import { CreateLink } from "./links.ts";
import { flag } from "./query.ts";

const csvColumns = Object.keys(CreateLink.shape).map(field => (field === "custom_alias" ? "short_code" : field));

export const LinkCsv = z
  .custom<Uint8Array>(value => value instanceof Uint8Array, "must be a CSV file")
  .meta({
    description: `A header, and a row for each link. Only \`original_url\` is required. Columns: ${csvColumns.map(name => `\`${name}\``).join(", ")}.`,
  });

export const ImportQuery = z.strictObject({
  dry_run: flag(false).meta({ description: "Checks every row and changes nothing." }),
  unknown_columns: z.enum(["refuse", "skip"]).default("refuse").meta({
    description: "`skip` leaves out columns that are not known, instead of refusing the file.",
  }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

const ImportResult = BulkResult.omit({ index: true }).extend({
  line: z.int().meta({ description: "Where the row begins in the file, the first line being 1." }),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const ImportResults = z
  .object({
    dry_run: z.boolean(),
    encoding: z.string().meta({ description: "In which the file was read, such as `utf-8` or `windows-1252`." }),
    skipped_columns: z.array(z.string()).meta({ description: "Columns that were left out, as the file names them." }),
    unmatched_domains: z.array(z.string()).meta({
      description:
        "Hosts of short URLs in the file that are not domains of yours: their codes go to your default domain.",
    }),
    succeeded: z.int(),
    failed: z.int(),
    results: z.array(ImportResult),
  })
  .meta({ id: "ImportResults" });
export type ImportResults = z.infer<typeof ImportResults>;

export const ExportLinksQuery = z.strictObject({ format: z.enum(["csv", "ndjson"]).default("csv") });
export type ExportLinksQuery = z.infer<typeof ExportLinksQuery>;

export const RedirectMapQuery = z.strictObject({
  format: z.enum(["redirects", "apache", "json"]).default("redirects").meta({
    description:
      "`redirects`: the `_redirects` file of static hosts; `apache`: a text map for `RewriteMap`; `json`: an object of codes.",
  }),
  domain: HostName.optional().meta({ description: "Host of a custom domain; without it, that of everybody." }),
});
export type RedirectMapQuery = z.infer<typeof RedirectMapQuery>;
