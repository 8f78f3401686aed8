import { defaultDomainId } from "@shunt/contracts/domains";
import type { RedirectStatus } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { type Caller, mayUseDomain, workspacesOf } from "../access/index.ts";

export interface CodeDomain {
  id: number;
  /** Null for the shared domain (BASE_URL). */
  host: string | null;
  isCaseSensitive: boolean;
  /** Of new links without one; null for that of the installation. */
  redirectStatus: RedirectStatus | null;
}

/**
 * Undefined means the default domain of the workspace, null the shared domain. Returns Problem "domain-not-found" for a
 * host that is not a verified domain of the workspace or that the API key cannot use, and "forbidden" if the key cannot
 * use the default or the shared domain.
 */
export type ChooseDomain = (host: string | null | undefined) => CodeDomain | Problem;

/** Returns the domains with these hosts, the default domain of the workspace, and the shared domain. */
export type FindCodeDomains = (wanted: WantedDomains) => Promise<readonly OwnDomain[]>;

export interface WantedDomains {
  /** Undefined without an account. */
  workspaceId: string | undefined;
  hosts: readonly string[];
}

export interface OwnDomain extends CodeDomain {
  /** Null for the shared domain. */
  workspaceId: string | null;
  isDefault: boolean;
}

/**
 * @param hosts all hosts that `ChooseDomain` will be called with
 * @param workspaceId of the links; by default the actor's own
 */
export async function createDomainChoice(
  findDomains: FindCodeDomains,
  actor: Caller | undefined,
  hosts: readonly (string | null | undefined)[],
  workspaceId = actor?.workspaceId,
): Promise<ChooseDomain> {
  const named = hosts.filter(host => typeof host === "string");
  const found = await findDomains({ workspaceId, hosts: named });
  const byHost = new Map(found.map(domain => [domain.host, domain]));
  const byDefault = found.find(({ isDefault }) => isDefault) ?? byHost.get(null);
  const isInTeams = actor !== undefined && workspacesOf(actor, "read", "domain").length > 1;
  const owner = isInTeams ? "This workspace has" : "You have";
  const choose = (host: string | null | undefined) => (host === undefined ? byDefault : byHost.get(host));

  return host => {
    const domain = choose(host);
    if (domain && mayUseDomain(actor, domain.id)) return domain;
    if (host) return new Problem("domain-not-found", `${owner} no verified domain ${host}`);
    return new Problem("forbidden", "This API key cannot use that domain");
  };
}

/** Returns one list per look-up, in order. */
export async function findCodeDomains(db: Db, wanted: readonly WantedDomains[]): Promise<OwnDomain[][]> {
  const { rows } = await sql<OwnDomain>`
    /* prepared find-code-domains */
    select workspaces.id as "workspaceId", ${codeDomainColumns},
      default_domain_id is not null and default_domain_id = domains.id as "isDefault"
    from workspaces join domains on domains.workspace_id = workspaces.id
    where workspaces.id = any(${wanted.map(({ workspaceId }) => workspaceId)}::uuid[]) and released_host is null
      and (host = any(${wanted.flatMap(({ hosts }) => hosts)}::text[]) or domains.id = default_domain_id)
    union all
    select null, ${codeDomainColumns}, false from domains where id = ${sql.lit(defaultDomainId)}`.execute(db);
  return wanted.map(({ workspaceId, hosts }) =>
    rows.filter(
      row =>
        row.id === defaultDomainId ||
        (row.workspaceId === workspaceId && (row.isDefault || hosts.includes(row.host as string))),
    ),
  );
}

/** Status of the domain's new links without one; null for that of the installation. */
export async function findDefaultStatus(db: Db, domainId: number): Promise<RedirectStatus | null> {
  const { rules } = await db.selectFrom("domains").select("rules").where("id", "=", domainId).executeTakeFirstOrThrow();
  return rules?.redirect_status ?? null;
}

const codeDomainColumns = sql`domains.id, host, is_case_sensitive as "isCaseSensitive",
  (domains.rules ->> 'redirect_status')::int as "redirectStatus"`;
