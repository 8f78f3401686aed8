import { Alias, type Availability } from "@shunt/contracts/links";
import { type Db, selectBlockedAddress } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { toOwnAddress } from "../read/get-link-by-code.ts";

/** Does not reserve the alias. @throws Problem "domain-not-found" */
export async function checkAvailability(
  db: Db,
  actor: Caller,
  alias: string,
  host: string | undefined,
): Promise<Availability> {
  const { domainId, code } = await toOwnAddress(db, actor, alias, host);
  const parsed = Alias.safeParse(alias);
  if (!parsed.success) return { alias, is_available: false, reason: parsed.error.issues[0]?.message ?? "is not valid" };
  const { rows } = await sql`
    select from link_codes where domain_id = ${domainId} and code = ${code}
    union all select from ${selectBlockedAddress(sql`${domainId}::int`, sql`${code}::text`)} as blocked`.execute(db);
  const isTaken = rows.length > 0;
  return { alias, is_available: !isTaken, reason: isTaken ? "is taken" : null };
}
