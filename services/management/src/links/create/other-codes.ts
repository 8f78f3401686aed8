import type { LinkAddress } from "@shunt/cache";
import { type Db, selectBlockedAddress, selectKeptUntil } from "@shunt/db";
import { sql } from "kysely";
import type { Draft } from "./draft.ts";

const toKey = ({ domainId, code }: LinkAddress) => `${domainId} ${code}`;

/** Returns the ids of drafts with a code that a link or an earlier draft has. Without further codes the insert decides. */
export async function findDraftsWithTakenCodes(
  tx: Db,
  workspaceId: string,
  drafts: readonly Draft[],
): Promise<ReadonlySet<string>> {
  if (drafts.every(({ otherCodes }) => otherCodes.length === 0)) return new Set();
  const claimed = new Set((await findTaken(tx, workspaceId, drafts.flatMap(toAddresses))).map(toKey));
  const refused = new Set<string>();
  for (const draft of drafts) {
    const keys = toAddresses(draft).map(toKey);
    if (new Set(keys).size < keys.length || keys.some(key => claimed.has(key))) refused.add(draft.id);
    else for (const key of keys) claimed.add(key);
  }
  return refused;
}

function toAddresses({ alias, domain, otherCodes }: Draft): LinkAddress[] {
  return [...(alias === undefined ? [] : [{ domainId: domain.id, code: alias }]), ...otherCodes];
}

async function findTaken(tx: Db, workspaceId: string, addresses: readonly LinkAddress[]): Promise<LinkAddress[]> {
  const { rows } = await sql<LinkAddress>`
    select domain_id as "domainId", code
    from unnest(
      ${addresses.map(({ domainId }) => domainId)}::int[], ${addresses.map(({ code }) => code)}::text[]
    ) as given (domain_id, code)
    where exists (select from link_codes where domain_id = given.domain_id and code = given.code)
      or ${selectBlockedAddress(sql`given.domain_id`, sql`given.code`)} is not null
      or ${selectKeptUntil(sql`given.domain_id`, sql`given.code`, sql`${workspaceId}::uuid`)} is not null`.execute(tx);
  return rows;
}
