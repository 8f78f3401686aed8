import type { LinkAddress } from "@shunt/cache";
import type { Db } from "@shunt/db";

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
