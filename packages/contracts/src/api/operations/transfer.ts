import { bulkBodyBytes, type Operation } from "../operation.ts";
import { ExportLinksQuery, ImportQuery, ImportResults, LinkCsv, RedirectMapQuery } from "../transfer.ts";

export const transferOperations = {
  importLinks: {
    method: "post",
    path: "/api/v1/urls/import",
    tag: "links",
    summary: "Make links of up to 10,000 rows of CSV; each row gets its own result",
    description:
      "Takes files of the export, and exports of Bitly, Dub, Kutt, Rebrandly, Shlink, Short.io, tiny.cc and YOURLS. Cells are separated by commas, semicolons, tabs or bars. The text is UTF-8, UTF-16 with a byte order mark, Windows-1252, or as `charset` says.",
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
    problems: [],
  },
  exportLinks: {
    method: "get",
    path: "/api/v1/urls/export",
    tag: "links",
    summary: "All my links as a stream, the oldest first",
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
    summary: "Where my links lead now, for a server that stands in for this one",
    auth: "required",
    scope: "read",
    domainScoped: true,
    query: RedirectMapQuery,
    success: { status: 200, mediaTypes: ["text/plain", "application/json"] },
    problems: ["domain-not-found"],
  },
} as const satisfies Record<string, Operation>;
