import type { RobotsPolicy } from "@shunt/contracts/cached";
import type { Domain } from "@shunt/contracts/domains";

/** Where visitors are sent for whom a domain has no link. */
export interface VisitorSettings {
  rootUrl: string | null;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  robots: RobotsPolicy | null;
}

/** A domain of a workspace, or what its members say is one. */
export interface DomainRecord extends VisitorSettings {
  /** Undefined until DNS has said that it is theirs. */
  id: number | undefined;
  workspaceId: string;
  host: string;
  isCaseSensitive: boolean;
  isDefault: boolean;
  /** What DNS is to say; undefined once it has. */
  token: string | undefined;
  version: number;
  createdAt: Date;
}

/** Where the proof stands: below the domain, so that it is in nobody's way there (RFC 8552). */
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
