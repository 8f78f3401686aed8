import type { LinkAddress } from "@shunt/cache";
import { anonymousWorkspaceId, type Db } from "@shunt/db";
import { sql } from "kysely";

export interface FreedCode extends LinkAddress {
  /** The only workspace that may take the code back before the end of its quarantine. */
  workspaceId: string;
}

/** Keeps freed codes from other workspaces. Links without an account share a workspace, so their codes are kept from all. */
export async function insertFreedCodes(tx: Db, codes: readonly FreedCode[], days: number): Promise<void> {
  if (days === 0 || codes.length === 0) return;
  await sql`
    insert into freed_codes (domain_id, code, workspace_id, kept_until)
    select domain_id, code, nullif(workspace_id, ${anonymousWorkspaceId}::uuid), now() + make_interval(days => ${days}::int)
    from unnest(
      ${codes.map(({ domainId }) => domainId)}::int[], ${codes.map(({ code }) => code)}::text[],
      ${codes.map(({ workspaceId }) => workspaceId)}::uuid[]
    ) as given (domain_id, code, workspace_id)
    -- So that two statements cannot deadlock.
    order by code, domain_id
    on conflict (code, domain_id) do update set workspace_id = excluded.workspace_id, kept_until = excluded.kept_until`.execute(
    tx,
  );
}
