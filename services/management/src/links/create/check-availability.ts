import { Alias, type Availability } from "@shunt/contracts/links";
import { type Db, selectBlockedAddress, selectKeptUntil } from "@shunt/db";
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
  const alias = Alias.safeParse(wanted);
  const { domainId, code } = await toOwnAddress(db, actor, alias.data ?? wanted, host);
  const toAnswer = (reason: string | null, availableAt: Date | null = null): Availability => ({
    short_code: wanted,
    alias: wanted,
    is_available: reason === null,
    reason,
    available_at: availableAt?.toISOString() ?? null,
  });
  if (!alias.success) return toAnswer(alias.error.issues[0]?.message ?? "is not valid");
  const { isTaken, keptUntil } = await findHolder(db, actor.workspaceId, { domainId, code });
  if (isTaken) return toAnswer("is taken");
  if (keptUntil === null) return toAnswer(null);
  return toAnswer(`is kept until ${keptUntil.toISOString()} for the workspace that gave it up`, keptUntil);
}

interface Holder {
  /** By a link, or blocked by moderation. */
  isTaken: boolean;
  /** Null unless the code is kept for another workspace. */
  keptUntil: Date | null;
}

async function findHolder(db: Db, workspaceId: string, address: { domainId: number; code: string }): Promise<Holder> {
  const [domainId, code] = [sql`${address.domainId}::int`, sql`${address.code}::text`];
  const { rows } = await sql<Holder>`
    select exists (select from link_codes where domain_id = ${domainId} and link_codes.code = ${code})
        or ${selectBlockedAddress(domainId, code)} is not null as "isTaken",
      ${selectKeptUntil(domainId, code, sql`${workspaceId}::uuid`)} as "keptUntil"`.execute(db);
  return rows[0] as Holder;
}
