import type { Member, UpdateMember, Workspace } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** The first of a workspace. */
const maxListed = 1_000;

/**
 * The role of `member` in `workspaces`. Older versions store `member` for editors; the account of a personal workspace is its owner in any
 * case.
 */
export const memberRole = sql<Member["role"]>`case
  when workspaces.personal_user_id = member.user_id then 'owner' when member.role = 'member' then 'editor' else member.role
end`;

/** The workspaces of an account, the personal one first, then by name. @param isVisible on `workspaces` */
export async function findWorkspaces(db: Db, userId: string, isVisible: RawBuilder<boolean>): Promise<Workspace[]> {
  const { rows } = await sql<Omit<Workspace, "created_at"> & { created_at: Date }>`
    select workspaces.id, name, ${memberRole} as role,
      personal_user_id is not distinct from ${userId}::uuid as is_personal,
      (select count(*)::int from workspace_members where workspace_id = workspaces.id) as member_count,
      checks_links as check_links, workspaces.created_at
    from workspaces join workspace_members as member on workspace_id = workspaces.id and user_id = ${userId}
    where ${isVisible}
    order by is_personal desc, lower(name), workspaces.id`.execute(db);
  return rows.map(({ created_at, ...row }) => ({ ...row, created_at: created_at.toISOString() }));
}

export async function updateName(tx: Db, workspaceId: string, name: string): Promise<void> {
  await tx.updateTable("workspaces").set({ name }).where("id", "=", workspaceId).execute();
}

/** Owners first, then by address. @param userId only this member */
export async function findMembers(db: Db, workspaceId: string, userId?: string): Promise<Member[]> {
  const { rows } = await sql<Omit<Member, "joined_at"> & { joined_at: Date }>`
    select users.id as user_id, full_name, email, ${memberRole} as role,
      workspaces.personal_user_id is not distinct from users.id as is_permanent, member.created_at as joined_at
    from workspaces
    join workspace_members as member on member.workspace_id = workspaces.id
    join users on users.id = member.user_id
    where workspaces.id = ${workspaceId} ${userId === undefined ? sql`` : sql`and users.id = ${userId}`}
    order by array_position(array['owner', 'admin', 'editor', 'viewer'], ${memberRole}), lower(email)
    limit ${sql.lit(maxListed)}`.execute(db);
  return rows.map(({ joined_at, ...row }) => ({ ...row, joined_at: joined_at.toISOString() }));
}

export async function findMemberIds(tx: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from workspace_members where workspace_id = ${workspaceId}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Lets one change of the members of a workspace wait for another. */
export async function lockMembers(tx: Db, workspaceId: string): Promise<void> {
  await sql`select from workspaces where id = ${workspaceId} for no key update`.execute(tx);
}

/** As `lockMembers`, for all workspaces of an account. */
export async function lockMembershipsOf(tx: Db, userId: string): Promise<void> {
  await sql`
    select from workspaces where id in (select workspace_id from workspace_members where user_id = ${userId})
    order by id for no key update`.execute(tx);
}

/** Whether a workspace has an active owner besides this account. Disabled ones cannot act for it. */
export async function hasOtherOwner(tx: Db, workspaceId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from workspace_members as member
    join workspaces on workspaces.id = workspace_id join users on users.id = user_id
    where workspace_id = ${workspaceId} and user_id <> ${userId} and is_active and ${memberRole} = 'owner'
    limit 1`.execute(tx);
  return rows.length > 0;
}

/** Lets one change of the workspaces that an account owns wait for another. Take it after all other locks, to avoid deadlocks. */
export async function lockOwnerships(tx: Db, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`owner ${userId}`}, 0))`.execute(tx);
}

/** Workspaces that the account owns, besides the personal one. */
export async function countOwnWorkspaces(tx: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from workspace_members as member join workspaces on workspaces.id = workspace_id
    where user_id = ${userId} and personal_user_id is null and ${memberRole} = 'owner'`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** A workspace with other members and no other active owner. */
export interface SolelyOwned {
  id: string;
  name: string;
  /** The member with the highest role, of several the one who joined first. Active accounts go before disabled ones. */
  heirId: string;
  isHeirActive: boolean;
}

export async function findSolelyOwned(db: Db, userId: string): Promise<SolelyOwned[]> {
  const isOwner = sql`member.workspace_id = workspaces.id and ${memberRole} = 'owner'`;
  const { rows } = await sql<SolelyOwned>`
    select workspaces.id, name, heir.user_id as "heirId", heir.is_active as "isHeirActive"
    from workspaces cross join lateral (
      select user_id, is_active from workspace_members as member join users on users.id = user_id
      where workspace_id = workspaces.id and user_id <> ${userId}
      order by is_active desc, array_position(array['owner', 'admin', 'editor', 'viewer'], ${memberRole}), member.created_at, user_id
      limit 1
    ) as heir
    where workspaces.personal_user_id is null
      and exists (select from workspace_members as member where ${isOwner} and user_id = ${userId})
      and not exists (
        select from workspace_members as member join users on users.id = user_id and is_active
        where ${isOwner} and user_id <> ${userId}
      )
    order by lower(name), workspaces.id`.execute(db);
  return rows;
}

export async function updateRole(
  tx: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  changed: UpdateMember["role"],
): Promise<void> {
  await sql`update workspace_members set role = ${changed}
    where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(tx);
}

export async function deleteMember(
  tx: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  await sql`delete from workspace_members where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(tx);
}

/** Whether the address belongs to a member. */
export async function isMemberAddress(tx: Db, workspaceId: string, email: string): Promise<boolean> {
  const { rows } = await sql`
    select from workspace_members join users on users.id = user_id
    where workspace_id = ${workspaceId} and lower(users.email) = lower(${email})`.execute(tx);
  return rows.length > 0;
}

/** Returns false if the account is a member already. */
export async function insertMember(
  tx: Db,
  { workspaceId, userId, role }: { workspaceId: string; userId: string; role: Member["role"] },
): Promise<boolean> {
  const { rows } = await sql`
    insert into workspace_members (workspace_id, user_id, role) values (${workspaceId}, ${userId}, ${role})
    on conflict do nothing returning user_id`.execute(tx);
  return rows.length > 0;
}
