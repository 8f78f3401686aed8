import { defaultDomainId, Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Actor } from "../context.ts";

/** The domain that a code is made on. */
export interface CodeDomain {
  id: number;
  /** Null for that of BASE_URL. */
  host: string | null;
  isCaseSensitive: boolean;
}

const everybodys: CodeDomain = { id: defaultDomainId, host: null, isCaseSensitive: true };

/**
 * Tells which domain a code goes to, by the host that was given: none means one's default domain, null that of everybody. Returns
 * Problem "domain-not-found" for a host that is not a verified domain of the actor, or "forbidden" where the key is not for it.
 */
export type ChooseDomain = (host: string | null | undefined) => CodeDomain | Problem;

/** @param hosts those that may be asked for */
export async function createDomainChoice(
  db: Db,
  actor: Actor | undefined,
  hosts: readonly (string | null | undefined)[],
): Promise<ChooseDomain> {
  const named = hosts.filter(host => typeof host === "string");
  const own = actor ? await findCodeDomains(db, actor, named) : [];
  const byHost = new Map(own.map(domain => [domain.host, domain]));
  const byDefault = own.find(({ isDefault }) => isDefault) ?? everybodys;

  function choose(host: string | null | undefined): CodeDomain | undefined {
    if (host === undefined) return byDefault;
    return host === null ? everybodys : byHost.get(host);
  }

  return host => {
    const domain = choose(host);
    if (!domain) return new Problem("domain-not-found", `You have no verified domain ${host}`);
    return mayUseDomain(actor, domain.id) ? domain : new Problem("forbidden", "This API key is not for that domain");
  };
}

/** Whether the actor may do anything on a domain: an API key may be for some of them only. */
export function mayUseDomain(actor: Actor | undefined, domainId: number): boolean {
  return actor?.domainIds === undefined || actor.domainIds.includes(domainId);
}

async function findCodeDomains(
  db: Db,
  { userId }: Actor,
  hosts: readonly string[],
): Promise<(CodeDomain & { isDefault: boolean })[]> {
  const { rows } = await sql<CodeDomain & { isDefault: boolean }>`
    /* prepared find-code-domains */
    select domains.id, host, is_case_sensitive as "isCaseSensitive",
      default_domain_id is not null and default_domain_id = domains.id as "isDefault"
    from workspaces join domains on domains.workspace_id = workspaces.id
    where personal_user_id = ${userId} and (host = any(${hosts}::text[]) or domains.id = default_domain_id)`.execute(
    db,
  );
  return rows;
}
