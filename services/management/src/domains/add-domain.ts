import type { AddDomain } from "@shunt/contracts/domains";
import { Problem, refuseField } from "@shunt/contracts/problem";
import { sql } from "kysely";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { createSecret } from "../auth/index.ts";
import type { DomainsDeps } from "./deps.ts";
import type { DomainRecord } from "./domain-record.ts";
import { insertClaim, isServed } from "./domain-store.ts";

const maxDomains = 100;

/**
 * Notes that somebody says a host is theirs. Nothing happens to it before DNS says so as well, so that nobody takes away
 * another's by being quicker.
 *
 * @throws Problem "domain-taken", "too-many-domains", or "validation-failed" for a host of this service itself
 */
export async function addDomain({ db, config }: DomainsDeps, actor: Caller, input: AddDomain): Promise<DomainRecord> {
  const own = [config.baseUrl, config.appUrl].map(origin => new URL(origin).hostname);
  if (own.includes(input.host)) throw refuseField("/host", "is that of this service itself");
  if (await isServed(db, input.host)) throw new Problem("domain-taken");
  const { workspaceId } = actor;
  return db.transaction().execute(async tx => {
    // Held until the end, so that of many who come at once no more are let in than there may be.
    await sql`select from workspaces where id = ${workspaceId} for update`.execute(tx);
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from domains where workspace_id = ${workspaceId})
        + (select count(*) from domain_claims where workspace_id = ${workspaceId}) as count`.execute(tx);
    if ((rows[0]?.count ?? 0) >= maxDomains)
      throw new Problem("too-many-domains", `No more than ${maxDomains} domains`);
    const claim = { workspaceId, host: input.host, token: createSecret(), isCaseSensitive: input.is_case_sensitive };
    const domain = await insertClaim(tx, claim);
    if (!domain) throw new Problem("domain-taken", "You have added this domain already");
    await writeAudit(tx, { actor, action: "domain.added", details: { host: input.host } });
    return domain;
  });
}
