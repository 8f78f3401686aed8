import type { LinkAddress } from "@shunt/cache";
import { type Db, selectBlockedAddress } from "@shunt/db";
import { sql } from "kysely";
import type { LinkChanges } from "../links/index.ts";

export interface CodeRecord extends LinkAddress {
  /** Null for the shared domain (BASE_URL). */
  host: string | null;
  isPrimary: boolean;
  isCustom: boolean;
  createdAt: Date;
}

/** The primary code first, then in order of creation. */
export async function findCodes(db: Db, linkId: string): Promise<CodeRecord[]> {
  return db
    .selectFrom("link_codes")
    .innerJoin("domains", "domains.id", "domain_id")
    .select([
      "domain_id as domainId",
      "code",
      "host",
      "is_primary as isPrimary",
      "is_custom as isCustom",
      "link_codes.created_at as createdAt",
    ])
    .where("link_id", "=", linkId)
    .orderBy("is_primary", "desc")
    .orderBy("link_codes.created_at")
    .orderBy("code")
    .execute();
}

/** Returns false if the code is taken. The unique index decides; an address blocked by moderation counts as taken. */
export async function insertCode(
  links: LinkChanges,
  linkId: string,
  { domainId, code, isCustom }: LinkAddress & { isCustom: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    insert into link_codes (domain_id, code, link_id, is_primary, is_custom)
    select given.*, ${linkId}::uuid, false, ${isCustom} from (select ${domainId}::int as domain_id, ${code}::text as code) as given
    where ${selectBlockedAddress(sql`given.domain_id`, sql`given.code`)} is null
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

export async function deleteCodeRow(links: LinkChanges, linkId: string, address: LinkAddress): Promise<void> {
  const { domainId, code } = address;
  await links.db.deleteFrom("link_codes").where("domain_id", "=", domainId).where("code", "=", code).execute();
  links.touch([linkId]);
  links.free([address]);
}
