import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { type Caller, visibleTo, workspacesOf } from "../access/index.ts";
import type { Position } from "../http/index.ts";
import { afterPosition, createdPosition, getLinksInOrder, type LinkRecord, type LinksDeps } from "../links/index.ts";

/** A page of the largest links takes a few megabytes. */
const rowsPerPage = 100;

/**
 * Workspace by workspace, the oldest first. Holds one page in memory, and no transaction is open while a slow client
 * reads.
 */
export async function* readOwnLinks(
  { db }: LinksDeps,
  actor: Caller,
  condition: RawBuilder<boolean> = sql<boolean>`true`,
): AsyncGenerator<LinkRecord> {
  const mayExport = sql<boolean>`${visibleTo(actor, "export")} and ${condition}`;
  // The index is ordered by time only within a workspace.
  for (const workspaceId of workspacesOf(actor, "read", "export"))
    yield* readLinksOf(db, sql<boolean>`links.workspace_id = ${workspaceId}::uuid and ${mayExport}`);
}

async function* readLinksOf(db: Db, condition: RawBuilder<boolean>): AsyncGenerator<LinkRecord> {
  let after: Position | undefined;
  for (;;) {
    let query = db.selectFrom("links").select(["links.id", createdPosition]).where(condition);
    if (after) query = query.where(afterPosition(after, "asc"));
    const rows = await query.orderBy("links.created_at").orderBy("links.id").limit(rowsPerPage).execute();
    yield* await getLinksInOrder(db, rows);
    after = rows.at(-1);
    if (!after || rows.length < rowsPerPage) return;
  }
}
