import { Alias, type Availability } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { toAddress } from "./get-link-by-code.ts";

/** Whether an alias can be had just now, and why not. Whoever asks for it first gets it, whatever was answered here. @throws Problem "domain-not-found" */
export async function checkAvailability(db: Db, alias: string, host: string | undefined): Promise<Availability> {
  const { domainId, code } = await toAddress(db, alias, host);
  const parsed = Alias.safeParse(alias);
  if (!parsed.success) return { alias, is_available: false, reason: parsed.error.issues[0]?.message ?? "is not valid" };
  const taken = await db
    .selectFrom("link_codes")
    .select("link_id")
    .where("domain_id", "=", domainId)
    .where("code", "=", code)
    .executeTakeFirst();
  return { alias, is_available: !taken, reason: taken ? "is taken" : null };
}
