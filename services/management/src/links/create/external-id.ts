import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { getLinkRow } from "../link-store.ts";
import { assertLink } from "../read/get-link.ts";

/** Returns link ids in the workspace that the actor acts in, by external id. */
export async function findExternalIds(
  db: Db,
  { workspaceId }: Caller,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ external_id: string; id: string }>`
    select external_id, id from links where workspace_id = ${workspaceId} and external_id = any(${externalIds}::text[])`.execute(
    db,
  );
  return new Map(rows.map(row => [row.external_id, row.id]));
}

/** @throws Problem "link-not-found" */
export async function getLinkByExternalId(db: Db, actor: Caller, externalId: string): Promise<LinkRecord> {
  const id = (await findExternalIds(db, actor, [externalId])).get(externalId);
  const link = id === undefined ? undefined : await getLinkRow(db, id);
  return assertLink(link, actor, "read");
}

/** For a violation of the unique index: throws Problem "external-id-taken". */
export function rethrowExternalIdConflict(err: { constraint?: unknown }): never {
  if (err.constraint !== "links_external_id_key") throw err;
  throw new Problem("external-id-taken", undefined, { cause: err });
}
