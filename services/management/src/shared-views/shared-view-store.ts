import type { ClicksQuery } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** The fixed part of each question that readers may ask: period, filters and bots. */
export type SharedQuery = Omit<ClicksQuery, "link" | "tag" | "folder" | "domain" | "workspace_id">;

export interface SharedViewRecord {
  id: string;
  userId: string;
  workspaceId: string;
  name: string;
  linkId: string | null;
  tag: string | null;
  folder: string | null;
  query: SharedQuery;
  hidesDestinations: boolean;
  expiresAt: Date | null;
  createdAt: Date;
}

export type NewSharedView = Omit<SharedViewRecord, "createdAt"> & { tokenHash: Buffer };

const columns = sql<SharedViewRecord>`
  shared_views.id, shared_views.user_id as "userId", shared_views.workspace_id as "workspaceId", name,
  link_id as "linkId", tag, folder, query, hides_destinations as "hidesDestinations", shared_views.expires_at as "expiresAt",
  shared_views.created_at as "createdAt"`;

export async function countSharedViews(tx: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from shared_views where user_id = ${userId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The workspace of a link, undefined if it does not exist. Keeps the link until the transaction ends. */
export async function lockWorkspaceOfLink(tx: Db, linkId: string): Promise<string | undefined> {
  const { rows } = await sql<{ workspaceId: string }>`
    select workspace_id as "workspaceId" from links where id = ${linkId} for key share`.execute(tx);
  return rows[0]?.workspaceId;
}

export async function insertSharedView(tx: Db, view: NewSharedView): Promise<SharedViewRecord> {
  const { rows } = await sql<SharedViewRecord>`
    insert into shared_views
      (id, user_id, workspace_id, token_hash, name, link_id, tag, folder, query, hides_destinations, expires_at)
    values (${view.id}, ${view.userId}, ${view.workspaceId}, ${view.tokenHash}, ${view.name}, ${view.linkId}, ${view.tag},
      ${view.folder}, ${JSON.stringify(view.query)}, ${view.hidesDestinations}, ${view.expiresAt})
    returning ${columns}`.execute(tx);
  return rows[0] as SharedViewRecord;
}

/** The latest first. */
export async function findSharedViews(db: Db, userId: string): Promise<SharedViewRecord[]> {
  const { rows } = await sql<SharedViewRecord>`
    select ${columns} from shared_views where user_id = ${userId} order by id desc`.execute(db);
  return rows;
}

/** Undefined also for a view that has expired, or whose link is in another workspace by now. */
export async function findSharedViewByToken(db: Db, tokenHash: Buffer): Promise<SharedViewRecord | undefined> {
  const { rows } = await sql<SharedViewRecord>`
    select ${columns} from shared_views
    where token_hash = ${tokenHash} and (expires_at is null or expires_at > now())
      and (link_id is null or exists (
        select from links where links.id = link_id and links.workspace_id = shared_views.workspace_id
      ))`.execute(db);
  return rows[0];
}

/** Returns the deleted view, undefined if the account has none with this id. */
export async function deleteSharedViewRow(
  tx: Db,
  { id, userId }: { id: string; userId: string },
): Promise<SharedViewRecord | undefined> {
  const { rows } = await sql<SharedViewRecord>`
    delete from shared_views where id = ${id} and user_id = ${userId} returning ${columns}`.execute(tx);
  return rows[0];
}

/** They stay listed, as expired. */
export async function endSharedViewsOf(tx: Db, userId: string): Promise<void> {
  await sql`
    update shared_views set expires_at = now()
    where user_id = ${userId} and (expires_at is null or expires_at > now())`.execute(tx);
}

/** The tag or folder that a view shows, by its name. */
export interface SharedLabel {
  noun: "tag" | "folder";
  workspaceId: string;
  name: string;
}

/** Views of a label follow its new name. */
export async function renameSharedLabel(tx: Db, { noun, workspaceId, name }: SharedLabel, to: string): Promise<void> {
  await sql`update shared_views set ${sql.ref(noun)} = ${to}
    where workspace_id = ${workspaceId} and lower(${sql.ref(noun)}) = lower(${name})`.execute(tx);
}

/** Ends the views of a label that goes, as another one may get its name. */
export async function endViewsOfLabel(db: Db, { noun, workspaceId, name }: SharedLabel): Promise<void> {
  await sql`delete from shared_views
    where workspace_id = ${workspaceId} and lower(${sql.ref(noun)}) = lower(${name})`.execute(db);
}
