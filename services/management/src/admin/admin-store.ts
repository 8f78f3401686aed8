import type { ListAllLinks, ListAudit, ListUsers } from "@shunt/contracts/admin";
import { type Db, toContainsPattern } from "@shunt/db";
import { sql } from "kysely";
import { foldText, getLinksInOrder, type LinkRecord, matchesSearch } from "../links/index.ts";
import type { AdminDeps } from "./deps.ts";

/** Newest first: ids are UUIDs of version 7, which sort by time. */
interface Paging {
  after?: string | undefined;
  limit: number;
}

export interface UserRow {
  id: string;
  email: string;
  full_name: string | null;
  role: "user" | "admin";
  is_active: boolean;
  is_verified: boolean;
  created_at: Date;
  has_totp: boolean;
  link_count: number;
}

export async function findUsers(
  db: Db,
  { search, role, is_active }: Pick<ListUsers, "search" | "role" | "is_active">,
  { after, limit }: Paging,
): Promise<UserRow[]> {
  const pattern = search === undefined ? null : toContainsPattern(search);
  const folded = search === undefined ? null : toContainsPattern(foldText(search));
  const { rows } = await sql<UserRow>`
    select id, email, full_name, role, is_active, is_verified, created_at,
      exists (select from totp where user_id = users.id and confirmed_at is not null) as has_totp,
      (select count(*) from links where owner_id = users.id) as link_count
    from users
    where (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
      and (${role ?? null}::text is null or role = ${role ?? null})
      and (${is_active ?? null}::boolean is null or is_active = ${is_active ?? null}::boolean)
      and (${pattern}::text is null or email ilike ${pattern} or full_name ilike ${pattern}
        or lower(replace(regexp_replace(normalize(full_name, nfkd), '[\\u0300-\\u036f]', '', 'g'), 'ß', 'ss')) like ${folded})
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findAllLinks(
  context: Pick<AdminDeps, "db" | "config">,
  { search, owner_id, is_blocked, is_unsafe }: Omit<ListAllLinks, "cursor" | "size">,
  { after, limit }: Paging,
): Promise<LinkRecord[]> {
  let query = context.db.selectFrom("links").select("links.id");
  if (after !== undefined) query = query.where("links.id", "<", after);
  const reach = toReach(owner_id);
  query = query.where(reach.condition);
  if (is_blocked !== undefined) query = query.where("links.blocked_at", is_blocked === "true" ? "is not" : "is", null);
  if (is_unsafe !== undefined)
    query = query.where(sql<boolean>`(links.unsafe_mark in ('marked', 'listed')) is ${sql.lit(is_unsafe === "true")}`);
  if (search !== undefined) query = query.where(await matchesSearch(context, search, reach));
  return getLinksInOrder(context.db, await query.orderBy("links.id", "desc").limit(limit).execute());
}

function toReach(ownerId: string | undefined) {
  if (ownerId === undefined) return { condition: sql<boolean>`true`, tags: undefined, domainIds: undefined };
  return {
    condition: sql<boolean>`links.owner_id = ${ownerId}`,
    tags: sql`tags.workspace_id in (select workspace_id from links where links.owner_id = ${ownerId})`,
    domainIds: undefined,
  };
}

export interface AuditRow {
  id: string;
  workspace_id: string | null;
  actor_id: string | null;
  actor_email: string | null;
  action: string;
  subject_id: string | null;
  subject_email: string | null;
  details: Record<string, unknown>;
  created_at: Date;
}

export async function findAudit(
  db: Db,
  { actor_id, subject_id, action, from, to }: Omit<ListAudit, "cursor" | "size">,
  { after, limit }: Paging,
): Promise<AuditRow[]> {
  let query = db
    .selectFrom("audit_log")
    .leftJoin("users as actors", "actors.id", "actor_id")
    .leftJoin("users as subjects", "subjects.id", "subject_id")
    .selectAll("audit_log")
    .select(["actors.email as actor_email", "subjects.email as subject_email"]);
  if (after !== undefined) query = query.where("audit_log.id", "<", after);
  if (actor_id !== undefined) query = query.where("actor_id", "=", actor_id);
  if (subject_id !== undefined) query = query.where("subject_id", "=", subject_id);
  if (action?.includes(".")) query = query.where("action", "=", action);
  else if (action !== undefined) query = query.where("action", "like", `${action}.%`);
  if (from !== undefined) query = query.where("audit_log.created_at", ">=", from);
  if (to !== undefined) query = query.where("audit_log.created_at", "<", to);
  return query.orderBy("audit_log.id", "desc").limit(limit).$castTo<AuditRow>().execute();
}
