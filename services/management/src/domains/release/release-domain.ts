import type { DomainChanges } from "../domain-changes.ts";
import { releaseHost, type ServedDomain } from "./release-store.ts";

/** A domain that its workspace lost, for a mail to its owners. */
export interface ReleasedDomain {
  workspaceId: string;
  host: string;
  /** Number of links that visitors can no longer reach. */
  links: number;
}

/** Takes a domain from its workspace. Links stay there; the workspace gets the host back by verifying it again. */
export async function releaseDomain(domains: DomainChanges, domain: ServedDomain): Promise<ReleasedDomain> {
  const { host, workspaceId } = domain;
  const links = await releaseHost(domains, domain);
  await domains.audit({ action: "domain.released", details: { host, workspace_id: workspaceId, links } });
  return { host, workspaceId, links };
}
