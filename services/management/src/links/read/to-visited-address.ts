import type { LinkAddress } from "@shunt/cache";
import { foldCode, type VisitedLink } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { readView, takesExtraPath, toCodeOn, toPath, toPrefixes } from "@shunt/decision";
import { toAddress } from "./get-link-by-code.ts";

export interface VisitedAddress extends LinkAddress {
  /** The path of the visit if it has segments behind the code. */
  target?: string;
}

/**
 * The address of the link that visitors of a short URL reach, as the redirect finds it: by its code, else by a code that its
 * path begins with. Without such a link, the address of the code.
 *
 * @param host the domain of the code; by default the shared domain
 * @throws Problem "domain-not-found"
 */
export async function toVisitedAddress(
  db: Db,
  { code, path }: Pick<VisitedLink, "code" | "path">,
  host: string | undefined,
): Promise<VisitedAddress> {
  const exact = await toAddress(db, code, host);
  const target = path === undefined ? "" : toPath(readView(path).target);
  const prefixes = toPrefixes(target);
  if (prefixes.length === 0) return exact;
  const links = await db
    .selectFrom("link_codes")
    .innerJoin("links", "links.id", "link_codes.link_id")
    .innerJoin("domains", "domains.id", "link_codes.domain_id")
    .select(["code", "links.rules", "domains.rules as domainRules", "domains.is_case_sensitive as isCaseSensitive"])
    .where("link_codes.domain_id", "=", exact.domainId)
    .where("code", "in", [exact.code, ...prefixes.flatMap(prefix => [prefix.code, foldCode(prefix.code)])])
    .execute();
  if (links.some(link => link.code === exact.code)) return exact;
  for (const prefix of prefixes) {
    const link = links.find(each => each.code === toCodeOn(each, prefix.code));
    if (link !== undefined && takesExtraPath(link, { rules: link.domainRules }, prefix.extra))
      return { domainId: exact.domainId, code: link.code, target };
  }
  return exact;
}
