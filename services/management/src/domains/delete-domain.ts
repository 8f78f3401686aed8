import { Problem } from "@shunt/contracts";
import { sql } from "kysely";
import { writeAudit } from "../audit/write-audit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { findWorkspaceIds } from "../workspaces/workspace-store.ts";
import { insertDomainNote } from "./domain-store.ts";
import { getDomain } from "./get-domain.ts";
import { tellCaches } from "./tell-caches.ts";

/** SQLSTATE foreign_key_violation: a code is on the domain, or has come to be meanwhile. */
const foreignKeyViolation = "23503";

/** @throws Problem "domain-not-found" or "domain-in-use" */
export async function deleteDomain(context: Context, actor: Caller, host: string): Promise<void> {
  const { db } = context;
  const domain = await getDomain(db, actor, host);
  const workspaceIds = await findWorkspaceIds(db, actor);
  const deletion = await db
    .transaction()
    .execute(async tx => {
      await writeAudit(tx, { actor, action: "domain.deleted", details: { host } });
      await sql`delete from domain_claims where host = ${host} and workspace_id = any(${workspaceIds}::uuid[])`.execute(
        tx,
      );
      if (domain.id === undefined) return undefined;
      await tx.deleteFrom("domains").where("id", "=", domain.id).execute();
      const { rows } = await sql<{ version: number }>`select nextval('link_version_seq') as version`.execute(tx);
      const version = rows[0]?.version as number;
      return { version, note: await insertDomainNote(tx, domain.id, host, version) };
    })
    .catch((err: { code?: unknown }) => {
      throw err.code === foreignKeyViolation ? new Problem("domain-in-use", undefined, { cause: err }) : err;
    });
  if (deletion) await tellCaches(context, host, deletion.version, [deletion.note]);
}
