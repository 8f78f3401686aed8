import { Problem } from "@shunt/contracts/problem";
import type { Actor } from "../../access/index.ts";
import type { ChangeDeps } from "../../changes/index.ts";
import { changeDomains } from "../change-domains.ts";
import { type ReleasedDomain, releaseDomain } from "./release-domain.ts";
import { lockServedDomain } from "./release-store.ts";

/**
 * For administrators: takes a verified domain from its workspace, also one with links.
 *
 * @throws Problem "domain-not-found"
 */
export async function removeDomain(context: ChangeDeps, actor: Actor, host: string): Promise<ReleasedDomain> {
  return changeDomains(context, actor, async domains => {
    const domain = await lockServedDomain(domains.db, host);
    if (!domain) throw new Problem("domain-not-found");
    return releaseDomain(domains, domain);
  });
}
