import type { LinkAddress } from "@shunt/cache";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

export async function findAddresses(db: Db, linkIds: readonly string[]): Promise<LinkAddress[]> {
  return db
    .selectFrom("link_codes")
    .select(["domain_id as domainId", "code"])
    .where(sql<boolean>`link_id = any(${linkIds}::uuid[])`)
    .execute();
}
