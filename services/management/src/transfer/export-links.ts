import { type ExportLinksQuery, Link } from "@shunt/contracts/links";
import type { Caller } from "../access/index.ts";
import { type ExportAnswer, streamRows } from "../http/index.ts";
import { type LinksDeps, toLinkBody } from "../links/index.ts";
import { readOwnLinks } from "./own-links.ts";

/** Without `custom_alias`, as `short_code` contains the code in any case. */
const columns = Object.keys(Link.shape).filter(name => name !== "custom_alias");

/** The CSV format can be imported again. */
export async function exportLinks(
  context: LinksDeps,
  answer: ExportAnswer & { actor: Caller },
  { format }: ExportLinksQuery,
): Promise<void> {
  const rows = toRows(context, answer.actor, format);
  await streamRows(context, answer, rows, { format, columns, fileName: "links" });
}

async function* toRows(context: LinksDeps, actor: Caller, format: ExportLinksQuery["format"]): AsyncGenerator<unknown> {
  for await (const link of readOwnLinks(context, actor)) {
    const body = toLinkBody(link, context.config.baseUrl);
    yield format === "csv" ? { ...body, tags: toCell(body.tags) } : body;
  }
}

/** As `importLinks` reads them: JSON if a tag contains a separator. */
function toCell(tags: readonly string[]): string {
  return tags.some(tag => /^\[|[,|]/.test(tag)) ? JSON.stringify(tags) : tags.join(",");
}
