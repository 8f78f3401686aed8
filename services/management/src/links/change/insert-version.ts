import type { LinkSettings } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { toSettingValues } from "../to-link-body.ts";

/** Per link; older ones are deleted. */
export const maxVersionsKept = 100;

/**
 * Keeps the settings that a change replaces, as a version of the link. The link must be locked.
 *
 * @returns the names of the replaced fields
 */
export async function insertVersion(
  tx: Db,
  before: LinkRecord,
  after: LinkSettings,
  actor: Caller,
): Promise<readonly string[]> {
  const replaced = listReplaced(before, after);
  if (replaced.length === 0) return [];
  await insertReplaced(tx, before.id, Object.fromEntries(replaced), actor);
  return replaced.map(([field]) => field);
}

/** Keeps that the link had another owner before, as a version. The link must be locked. */
export async function insertOwnerVersion(tx: Db, { id, ownerId }: LinkRecord, actor: Caller): Promise<void> {
  await insertReplaced(tx, id, { owner_id: ownerId }, actor);
}

async function insertReplaced(tx: Db, linkId: string, replaced: Record<string, unknown>, actor: Caller): Promise<void> {
  await sql`
    insert into link_versions (link_id, number, replaced, replaced_by)
    select ${linkId}, coalesce(max(number), 0) + 1, ${JSON.stringify(replaced)}::jsonb, ${actor.userId}
    from link_versions where link_id = ${linkId}`.execute(tx);
  await sql`
    delete from link_versions where link_id = ${linkId} and number <= (
      select max(number) - ${maxVersionsKept} from link_versions where link_id = ${linkId}
    )`.execute(tx);
}

function listReplaced(before: LinkSettings, after: LinkSettings): [field: string, value: unknown][] {
  const values: Record<string, unknown> = toSettingValues(after);
  return Object.entries(toSettingValues(before)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(values[field]),
  );
}
