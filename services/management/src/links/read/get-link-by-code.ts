import { defaultDomainId } from "@shunt/contracts/domains";
import { foldCode } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { type Caller, mayUseDomain } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { findLinkByCode } from "../link-store.ts";

/**
 * Returns the link that visitors reach, regardless of its owner.
 *
 * @param host the domain of the code; by default the shared domain
 * @throws Problem "domain-not-found" or "link-not-found"
 */
export async function getLinkByCode(
  db: Db,
  code: string,
  host: string | undefined,
  actor?: Caller,
): Promise<LinkRecord> {
  const link = await findLinkByCode(db, await toOwnAddress(db, actor, code, host));
  if (!link) throw new Problem("link-not-found");
  return link;
}

/** Like `toAddress`, but a domain that the actor's API key cannot use counts as not found. */
export async function toOwnAddress(db: Db, actor: Caller | undefined, code: string, host: string | undefined) {
  const address = await toAddress(db, code, host);
  if (mayUseDomain(actor, address.domainId)) return address;
  throw new Problem("domain-not-found", host === undefined ? "This API key cannot use the shared domain" : undefined);
}

/** The code gets the case of its domain. @throws Problem "domain-not-found" */
export async function toAddress(db: Db, code: string, host: string | undefined) {
  const domains = db.selectFrom("domains").select(["id", "is_case_sensitive as isCaseSensitive"]);
  const domain = await (host === undefined
    ? domains.where("id", "=", defaultDomainId)
    : domains.where("host", "=", host)
  ).executeTakeFirst();
  if (!domain) throw new Problem("domain-not-found");
  return { domainId: domain.id, code: domain.isCaseSensitive ? code : foldCode(code) };
}
