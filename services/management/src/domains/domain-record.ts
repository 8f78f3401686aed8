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

export function toProofValue(token: string): string {
  return `shunt-verify=${token}`;
}

export function toDomainBody(domain: DomainRecord): Domain {
  return {
    host: domain.host,
    workspace_id: domain.workspaceId,
    is_verified: domain.id !== undefined,
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
