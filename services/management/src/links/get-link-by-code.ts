import { defaultDomainId, Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { LinkRecord } from "./link-record.ts";
import { findLinkByCode } from "./link-store.ts";

/**
 * The link that a visitor means by a code, whoever owns it.
 *
 * @param host of the domain that the code is on; without it, that of everybody
 * @throws Problem "domain-not-found" or "link-not-found"
 */
export async function getLinkByCode(db: Db, code: string, host: string | undefined): Promise<LinkRecord> {
  const link = await findLinkByCode(db, await toAddress(db, code, host));
  if (!link) throw new Problem("link-not-found");
  return link;
}

/** As `getLinkByCode` finds it. @throws Problem "domain-not-found" */
export async function toAddress(db: Db, code: string, host: string | undefined) {
  if (host === undefined) return { domainId: defaultDomainId, code };
  const domain = await db
    .selectFrom("domains")
    .select(["id", "is_case_sensitive as isCaseSensitive"])
    .where("host", "=", host)
    .executeTakeFirst();
  if (!domain) throw new Problem("domain-not-found");
  return { domainId: domain.id, code: domain.isCaseSensitive ? code : code.toLowerCase() };
}
