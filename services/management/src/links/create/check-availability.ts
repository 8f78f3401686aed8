import { Alias, type Availability, foldCode } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { type Db, selectBlockedAddress, selectKeptUntil } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { createDomainChoice } from "../../domains/index.ts";
import type { LinksDeps } from "../deps.ts";
import { toOwnAddress } from "../read/get-link-by-code.ts";

/**
 * Does not reserve the code.
 *
 * @param host by default the shared domain
 * @throws Problem "domain-not-found", also for a domain on which the actor's workspace cannot create links
 */
export async function checkAvailability(
  context: Pick<LinksDeps, "db" | "findDomains">,
  actor: Caller,
  wanted: string,
  host: string | undefined,
): Promise<Availability> {
  const alias = Alias.safeParse(wanted);
  const { domainId, code } = await toNewAddress(context, actor, alias.data ?? wanted, host);
  const toAnswer = (reason: string | null, availableAt: Date | null = null): Availability => ({
    short_code: wanted,
    alias: wanted,
    is_available: reason === null,
    reason,
    available_at: availableAt?.toISOString() ?? null,
  });
  if (!alias.success) return toAnswer(alias.error.issues[0]?.message ?? "is not valid");
  const { isTaken, keptUntil } = await findHolder(context.db, actor.workspaceId, { domainId, code });
  if (isTaken) return toAnswer("is taken");
  if (keptUntil === null) return toAnswer(null);
  return toAnswer(`is kept until ${keptUntil.toISOString()} for the workspace that gave it up`, keptUntil);
}

/** Other accounts' domains count as not found: else codes there could be guessed without the limit of misses. */
async function toNewAddress(
  { db, findDomains }: Pick<LinksDeps, "db" | "findDomains">,
  actor: Caller,
  code: string,
  host: string | undefined,
) {
  if (host === undefined) return toOwnAddress(db, actor, code, host);
  const domain = (await createDomainChoice(findDomains, actor, [host]))(host);
  if (domain instanceof Problem) throw domain;
  return { domainId: domain.id, code: domain.isCaseSensitive ? code : foldCode(code) };
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
