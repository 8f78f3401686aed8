import { Alias, type Availability } from "@shunt/contracts/links";
import { type Db, selectBlockedAddress } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { toOwnAddress } from "../read/get-link-by-code.ts";

/** Does not reserve the code. @throws Problem "domain-not-found" */
export async function checkAvailability(
  db: Db,
  actor: Caller,
  wanted: string,
  host: string | undefined,
): Promise<Availability> {
  const { domainId, code } = await toOwnAddress(db, actor, wanted, host);
  const toAnswer = (reason: string | null) => ({
    short_code: wanted,
    alias: wanted,
    is_available: reason === null,
    reason,
  });
  const parsed = Alias.safeParse(wanted);
  if (!parsed.success) return toAnswer(parsed.error.issues[0]?.message ?? "is not valid");
  const { rows } = await sql`
    select from link_codes where domain_id = ${domainId} and code = ${code}
    union all select from ${selectBlockedAddress(sql`${domainId}::int`, sql`${code}::text`)} as blocked`.execute(db);
  return toAnswer(rows.length > 0 ? "is taken" : null);
}
