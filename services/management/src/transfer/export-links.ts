import { type ExportLinksQuery, Link, ruleFields, toShortUrl } from "@shunt/contracts/links";
import { type Caller, mayUseDomain } from "../access/index.ts";
import { type ExportAnswer, streamRows } from "../http/index.ts";
import { type LinkRecord, type LinksDeps, toLinkBody } from "../links/index.ts";
import { readOwnLinks } from "./own-links.ts";
import { tagSeparator } from "./to-value.ts";

/** Without `custom_alias`, as `short_code` contains the code in any case. */
const columns = [...Object.keys(Link.shape).filter(name => name !== "custom_alias"), "other_codes"];

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
    const { baseUrl } = context.config;
    const body = { ...toLinkBody(link, baseUrl), other_codes: toOtherCodes(link, actor, baseUrl) };
    yield format === "csv"
      ? { ...body, ...toRuleCells(body), tags: toCell(body.tags), other_codes: toCell(body.other_codes) }
      : body;
  }
}

/** Rules that are no text or number, as JSON. */
function toRuleCells(body: Link): Record<string, string> {
  const documents = ruleFields.filter(field => typeof body[field] === "object" && body[field] !== null);
  return Object.fromEntries(documents.map(field => [field, JSON.stringify(body[field])]));
}

/** Codes on the link's domain, and short URLs for those on others that the actor may use, as `CreateLink` takes them. */
function toOtherCodes({ domainId, otherCodes }: LinkRecord, actor: Caller, baseUrl: string): string[] {
  return otherCodes
    .filter(other => mayUseDomain(actor, other.domainId))
    .map(({ code, host, ...other }) => (other.domainId === domainId ? code : toShortUrl(code, host, baseUrl)));
}

/** As `importLinks` reads them: JSON if a tag contains a separator. */
function toCell(tags: readonly string[]): string {
  return tags.some(tag => tag.startsWith("[") || tagSeparator.test(tag)) ? JSON.stringify(tags) : tags.join(",");
}
