import { Alias, type Availability, defaultDomainId } from "@shunt/contracts";
import type { Db } from "@shunt/db";

/** Whether an alias can be had just now, and why not. Whoever asks for it first gets it, whatever was answered here. */
export async function checkAvailability(db: Db, alias: string): Promise<Availability> {
  const parsed = Alias.safeParse(alias);
  if (!parsed.success) return { alias, is_available: false, reason: parsed.error.issues[0]?.message ?? "is not valid" };
  const taken = await db
    .selectFrom("link_codes")
    .select("link_id")
    .where("domain_id", "=", defaultDomainId)
    .where("code", "=", alias)
    .executeTakeFirst();
  return { alias, is_available: !taken, reason: taken ? "is taken" : null };
}
