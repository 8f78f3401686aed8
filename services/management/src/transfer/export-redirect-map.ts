import { Readable } from "node:stream";
import { defaultDomainId } from "@shunt/contracts/domains";
import { isWildcardCode, type RedirectMapQuery, type RedirectStatus, toPreview } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { addUtmMarks } from "@shunt/decision";
import { sql } from "kysely";
import { type Caller, mayUseDomain } from "../access/index.ts";
import { getOwnDomainId } from "../domains/index.ts";
import { type ExportAnswer, streamExport } from "../http/index.ts";
import type { LinkRecord, LinksDeps } from "../links/index.ts";
import { readOwnLinks } from "./own-links.ts";

const mediaTypes = { redirects: "text/plain", apache: "text/plain", json: "application/json" } as const;

/**
 * Lists the current destination of each code of a domain, for a web server. Omits links that are not active now or marked
 * as unsafe, links that have a password, a limit of clicks, or other answers that depend on the visitor, and wildcard
 * codes. A web server would overlook these.
 *
 * @throws Problem "domain-not-found"
 */
export async function exportRedirectMap(
  context: LinksDeps,
  answer: ExportAnswer & { actor: Caller },
  { format, domain }: RedirectMapQuery,
): Promise<void> {
  const { actor, res } = answer;
  const domainId = domain === undefined ? defaultDomainId : await getOwnDomainId(context.db, actor, domain);
  if (!mayUseDomain(actor, domainId))
    throw new Problem("domain-not-found", "This API key cannot use the shared domain");
  const links = readOwnLinks(
    context,
    actor,
    sql<boolean>`links.is_active and links.blocked_at is null and coalesce(links.starts_at <= now(), true)
      and coalesce(links.expires_at > now(), true)
      and exists (select from link_codes any_code where any_code.link_id = links.id and any_code.domain_id = ${domainId})`,
  );
  await streamExport(context, answer, () => {
    res.type(mediaTypes[format]);
    return { source: Readable.from(write[format](toEntries(links, domainId))) };
  });
}

interface Entry {
  code: string;
  url: string;
  status: RedirectStatus;
}

/** URLs need no quoting, as the WHATWG serialiser produces ASCII without white space. */
const write: Record<RedirectMapQuery["format"], (entries: AsyncIterable<Entry>) => AsyncGenerator<string>> = {
  async *redirects(entries) {
    for await (const { code, url, status } of entries) yield `/${code} ${url} ${status}\n`;
  },
  async *apache(entries) {
    for await (const { code, url } of entries) yield `${code} ${url}\n`;
  },
  async *json(entries) {
    let separator = "{\n";
    for await (const { code, url, status } of entries) {
      yield `${separator}${JSON.stringify(code)}: ${JSON.stringify({ url, status })}`;
      separator = ",\n";
    }
    yield separator === "{\n" ? "{}\n" : "\n}\n";
  },
};

async function* toEntries(links: AsyncIterable<LinkRecord>, domainId: number): AsyncGenerator<Entry> {
  for await (const link of links) {
    if (link.isUnsafe || toPreview(link.rules) !== "destination") continue;
    const url = addUtmMarks(link.targetUrl, link.rules);
    for (const address of [link, ...link.otherCodes])
      if (address.domainId === domainId && !isWildcardCode(address.code))
        yield { code: address.code, url, status: link.redirectStatus };
  }
}
