import type { LinkAddress } from "@shunt/cache";
import { selectBlockedAddress, selectKeptUntil } from "@shunt/db";
import { sql } from "kysely";
import type { LinkRecord } from "../link-record.ts";
import type { LinkChanges } from "./link-changes.ts";

/**
 * Returns false if the code is taken. The unique index decides; an address blocked by moderation, or kept for another workspace,
 * counts as taken. Call it
 * once in a transaction, before tags and external ids are written, as the creation of links does: else two transactions
 * could deadlock.
 */
export async function insertCode(
  links: LinkChanges,
  { id: linkId, workspaceId }: Pick<LinkRecord, "id" | "workspaceId">,
  { domainId, code, isCustom }: LinkAddress & { isCustom: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    insert into link_codes (domain_id, code, link_id, is_primary, is_custom)
    select domain_id, code, ${linkId}::uuid, false, ${isCustom}::bool
    from (values (${domainId}::int, ${code}::text)) as given (domain_id, code)
    where ${selectBlockedAddress(sql`given.domain_id`, sql`given.code`)} is null
      and ${selectKeptUntil(sql`given.domain_id`, sql`given.code`, sql`${workspaceId}::uuid`)} is null
    on conflict (code, domain_id) do nothing
    returning code`.execute(links.db);
  links.touch([linkId]);
  return rows.length > 0;
}

export async function setPrimary(links: LinkChanges, linkId: string, { domainId, code }: LinkAddress): Promise<void> {
  links.touch([linkId]);
  const codes = links.db.updateTable("link_codes").where("link_id", "=", linkId);
  // In two steps, as the unique index allows one primary code even within a statement.
  await codes.set({ is_primary: false }).where("is_primary", "=", true).execute();
  await codes.set({ is_primary: true }).where("domain_id", "=", domainId).where("code", "=", code).execute();
}

export async function deleteCodeRow(
  links: LinkChanges,
  { id: linkId, workspaceId }: Pick<LinkRecord, "id" | "workspaceId">,
  address: LinkAddress,
): Promise<void> {
  const { domainId, code } = address;
  await links.db.deleteFrom("link_codes").where("domain_id", "=", domainId).where("code", "=", code).execute();
  links.touch([linkId]);
  links.free([address]);
  await links.keepCodes([{ domainId, code, workspaceId }]);
}
