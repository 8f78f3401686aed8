import { importableProducts } from "../import-products.ts";
import { bulkBodyBytes, type Operation } from "../operation.ts";
import { ExportLinksQuery, ImportQuery, ImportResults, LinkCsv, RedirectMap, RedirectMapQuery } from "../transfer.ts";

export const transferOperations = {
  importLinks: {
    method: "post",
    path: "/api/v1/urls/import",
    tag: "links",
    summary: "Import up to 10,000 links from a CSV file",
    description: `Reads files from the export and from ${new Intl.ListFormat("en-GB").format(importableProducts)}. Cells are separated by commas, semicolons, tabs or bars. The text is UTF-8, UTF-16 with a byte order mark, Windows-1252, or in the declared \`charset\`. Every row gets its own result.`,
    auth: "required",
    scope: "write",
    domainScoped: true,
    limit: "bulk",
    hasDryRun: true,
    query: ImportQuery,
    body: LinkCsv,
    // The last is what browsers on Windows send with a CSV file.
    bodyMediaTypes: ["text/csv", "text/tab-separated-values", "application/vnd.ms-excel"],
    maxBodyBytes: bulkBodyBytes,
    success: { status: 200, schema: ImportResults },
    problems: ["forbidden", "workspace-not-found"],
  },
  exportLinks: {
    method: "get",
    path: "/api/v1/urls/export",
    tag: "links",
    summary: "Export all your links",
    description:
      "Streams them as CSV or NDJSON, the oldest first. `other_codes` lists the further codes of a link: codes on its domain, and short URLs on other domains.",
    auth: "required",
    scope: "read",
    domainScoped: true,
    query: ExportLinksQuery,
    success: { status: 200, mediaTypes: ["text/csv", "application/x-ndjson"] },
    problems: [],
  },
  exportRedirectMap: {
    method: "get",
    path: "/api/v1/urls/redirect-map",
    tag: "links",
    summary: "Export the destinations of all codes of a domain",
    description:
      "For a web server that takes over the redirects, as a stream. Without links that are not active now or marked as unsafe, and without those whose answer depends on the visitor: by rules, a split, placeholders, a password, `max_clicks` or a wildcard.",
    auth: "required",
    scope: "read",
    domainScoped: true,
    query: RedirectMapQuery,
    success: { status: 200, mediaTypes: ["text/plain", "application/json"], jsonSchema: RedirectMap },
    problems: ["domain-not-found"],
  },
} as const satisfies Record<string, Operation>;
