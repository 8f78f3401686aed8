import type { RobotsPolicy } from "@shunt/contracts/cached";
import { type Domain, type DomainRules, showDomainRules } from "@shunt/contracts/domains";

/** Redirects for visitors without a link, the robots policy, and the rules. */
export interface VisitorSettings {
  rootUrl: string | null;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  robots: RobotsPolicy | null;
  rules: DomainRules | null;
}

/** Verified, or only claimed. */
export interface DomainRecord extends VisitorSettings {
  /** Undefined until verified. */
  id: number | undefined;
  workspaceId: string;
  host: string;
  /** The host that it had until it was released; null for every other domain. */
  releasedHost: string | null;
  isCaseSensitive: boolean;
  isDefault: boolean;
  /** To publish in DNS; undefined once verified. */
  token: string | undefined;
  version: number;
  createdAt: Date;
}

/** An underscored name, so that the record does not conflict with others (RFC 8552). */
export function toProofName(host: string): string {
  return `_shunt.${host}`;
}

const proofPrefix = "shunt-verify=";

export function toProofValue(token: string): string {
  return `${proofPrefix}${token}`;
}

export function isProofValue(text: string): boolean {
  return text.startsWith(proofPrefix);
}

/** Whether its host serves visitors, so that links can be created on it. */
export function isVerified(domain: DomainRecord): domain is DomainRecord & { id: number } {
  return domain.id !== undefined && domain.releasedHost === null;
}

export function toDomainBody(domain: DomainRecord): Domain {
  return {
    host: domain.host,
    workspace_id: domain.workspaceId,
    is_verified: isVerified(domain),
    released_host: domain.releasedHost,
    verification:
      domain.token === undefined
        ? null
        : { type: "TXT", name: toProofName(domain.host), value: toProofValue(domain.token) },
    is_default: domain.isDefault,
    is_case_sensitive: domain.isCaseSensitive,
    ...toVisitorBody(domain),
    created_at: domain.createdAt.toISOString(),
  };
}

export function toVisitorBody({ rootUrl, notFoundUrl, expiredUrl, robots, rules }: VisitorSettings) {
  return { root_url: rootUrl, not_found_url: notFoundUrl, expired_url: expiredUrl, robots, ...showDomainRules(rules) };
}
