import type { LinkAddress } from "@shunt/cache";
import { selectBlockedAddress } from "@shunt/db";
import { sql } from "kysely";
import type { LinkChanges } from "./link-changes.ts";

/** Returns false if the code is taken. */
export async function insertCode(
  links: LinkChanges,
  linkId: string,
  code: LinkAddress & { isCustom: boolean },
): Promise<boolean> {
  return (await insertCodes(links, [{ ...code, linkId }])) > 0;
}

/**
 * Returns the number of codes that were free. The unique index decides; an address blocked by moderation counts as taken.
 */
export async function insertCodes(
  links: LinkChanges,
  codes: readonly (LinkAddress & { linkId: string; isCustom?: boolean })[],
): Promise<number> {
  // Sorted, so that two statements cannot deadlock.
  const sorted = codes.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const { rows } = await sql`
    insert into link_codes (domain_id, code, link_id, is_primary, is_custom)
    select domain_id, code, link_id, false, is_custom
    from unnest(
      ${sorted.map(({ domainId }) => domainId)}::int[], ${sorted.map(({ code }) => code)}::text[],
      ${sorted.map(({ linkId }) => linkId)}::uuid[], ${sorted.map(({ isCustom = true }) => isCustom)}::bool[]
    ) as given (domain_id, code, link_id, is_custom)
    where ${selectBlockedAddress(sql`given.domain_id`, sql`given.code`)} is null
    on conflict (code, domain_id) do nothing
    returning code`.execute(links.db);
  links.touch(codes.map(({ linkId }) => linkId));
  return rows.length;
}

export async function setPrimary(links: LinkChanges, linkId: string, { domainId, code }: LinkAddress): Promise<void> {
  links.touch([linkId]);
  const codes = links.db.updateTable("link_codes").where("link_id", "=", linkId);
  // In two steps, as the unique index allows one primary code even within a statement.
  await codes.set({ is_primary: false }).where("is_primary", "=", true).execute();
  await codes.set({ is_primary: true }).where("domain_id", "=", domainId).where("code", "=", code).execute();
}

export async function deleteCodeRow(links: LinkChanges, linkId: string, address: LinkAddress): Promise<void> {
  const { domainId, code } = address;
  await links.db.deleteFrom("link_codes").where("domain_id", "=", domainId).where("code", "=", code).execute();
  links.touch([linkId]);
  links.free([address]);
}
