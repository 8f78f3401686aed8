import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { Domain } from "@shunt/contracts/domains";

/** Where visitors without a link on the domain are redirected, and its robots policy. */
export interface VisitorSettings {
  rootUrl: string | null;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  robots: RobotsPolicy | null;
}

/** A verified or claimed domain of a workspace. */
export interface DomainRecord extends VisitorSettings {
  /** Undefined until the domain is verified. */
  id: number | undefined;
  workspaceId: string;
  host: string;
  isCaseSensitive: boolean;
  isDefault: boolean;
  /** The token to publish in DNS; undefined once the domain is verified. */
  token: string | undefined;
  version: number;
  createdAt: Date;
}

/**
 * The name of the TXT record: an underscored name below the domain, so that it does not conflict with other records
 * (RFC 8552).
 */
export function toProofName(host: string): string {
  return `_shunt.${host}`;
}

export function toProofValue(token: string): string {
  return `shunt-verify=${token}`;
}

export function toDomainBody(domain: DomainRecord): Domain {
  return {
    host: domain.host,
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

export function toVisitorBody({ rootUrl, notFoundUrl, expiredUrl, robots }: VisitorSettings) {
  return { root_url: rootUrl, not_found_url: notFoundUrl, expired_url: expiredUrl, robots };
}
