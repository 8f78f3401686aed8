import type { AddDomain } from "@shunt/contracts/domains";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { createSecret } from "../auth/index.ts";
import type { DomainsDeps } from "./deps.ts";
import type { DomainRecord } from "./domain-record.ts";
import { findDomainsOf, insertClaim } from "./domain-store.ts";

const maxDomains = 100;

/**
 * Records a claim, which takes effect only with DNS verification, so that it cannot block the real owner of a host. The
 * host may be verified in another workspace: owners of domains change.
 *
 * @throws Problem "domain-taken" if the workspace has the host already, "too-many-domains", or "validation-failed" for a host of this service itself
 */
export async function addDomain({ db, config }: DomainsDeps, actor: Caller, input: AddDomain): Promise<DomainRecord> {
  const own = [config.baseUrl, config.appUrl].map(origin => new URL(origin).hostname);
  if (own.includes(input.host)) throw fieldProblem("/host", "is the host of this service; use another host");
  const { workspaceId } = actor;
  return db.transaction().execute(async tx => {
    // Locked until the end, so that concurrent requests cannot exceed the limit.
    await sql`select from workspaces where id = ${workspaceId} for update`.execute(tx);
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from domains where workspace_id = ${workspaceId} and released_host is null)
        + (select count(*) from domain_claims where workspace_id = ${workspaceId}) as count`.execute(tx);
    if ((rows[0]?.count ?? 0) >= maxDomains)
      throw new Problem("too-many-domains", `A workspace has at most ${maxDomains} domains; delete one first`);
    if ((await findDomainsOf(tx, [workspaceId], input.host)).length > 0)
      throw new Problem("domain-taken", "You have added this domain already");
    const claim = { workspaceId, host: input.host, token: createSecret(), isCaseSensitive: input.is_case_sensitive };
    const domain = await insertClaim(tx, claim);
    if (!domain) throw new Problem("domain-taken", "You have added this domain already");
    await writeAudit(tx, { actor, action: "domain.added", details: { host: input.host } });
    return domain;
  });
}
