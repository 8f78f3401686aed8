import { Problem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import type { Caller } from "../access/index.ts";
import { changeDomains } from "./change-domains.ts";
import type { DomainsDeps } from "./deps.ts";
import { deleteDomainRow } from "./domain-store.ts";
import { type DomainName, getDomain } from "./get-domain.ts";

/** SQLSTATE foreign_key_violation: a code uses the domain. */
const foreignKeyViolation = "23503";

/** @throws Problem "domain-not-found", "forbidden" or "domain-in-use" */
export async function deleteDomain(context: DomainsDeps, actor: Caller, name: DomainName): Promise<void> {
  const { id, host, workspaceId } = await getDomain(context.db, actor, name, "delete");
  await changeDomains(context, actor, async domains => {
    await domains.audit({ action: "domain.deleted", details: { host } });
    await sql`delete from domain_claims where host = ${host} and workspace_id = ${workspaceId}`.execute(domains.db);
    if (id !== undefined) await deleteDomainRow(domains, { id, host });
  }).catch((err: { code?: unknown }) => {
    throw err.code === foreignKeyViolation ? new Problem("domain-in-use", undefined, { cause: err }) : err;
  });
}
