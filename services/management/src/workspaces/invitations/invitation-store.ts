import type { Invitation } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { memberRole } from "../member-store.ts";

export interface InvitationRecord {
  id: string;
  workspaceId: string;
  workspaceName: string;
  email: string;
  role: Invitation["role"];
  invitedById: string;
  /** Name of the owner who invited, or the address without one. */
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

export interface NewInvitationRow {
  id: string;
  workspaceId: string;
  email: string;
  role: Invitation["role"];
  tokenHash: Buffer;
  invitedBy: string;
  days: number;
}

/** Replaces an invitation of the same address. */
export async function upsertInvitation(tx: Db, row: NewInvitationRow): Promise<void> {
  await sql`
    insert into workspace_invitations (id, workspace_id, email, role, token_hash, invited_by, expires_at)
    values (${row.id}, ${row.workspaceId}, ${row.email}, ${row.role}, ${row.tokenHash}, ${row.invitedBy},
      now() + make_interval(days => ${row.days}))
    on conflict (workspace_id, lower(email)) do update
    set id = excluded.id, email = excluded.email, role = excluded.role, token_hash = excluded.token_hash,
      invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at, registered_at = null`.execute(
    tx,
  );
}

/** Open invitations, the latest first. */
export function findInvitations(db: Db, workspaceId: string): Promise<InvitationRecord[]> {
  return selectOpen(db, sql`invitation.workspace_id = ${workspaceId}`);
}

export async function findInvitation(db: Db, id: string): Promise<InvitationRecord | undefined> {
  return (await selectOpen(db, sql`invitation.id = ${id}`))[0];
}

export async function findInvitationByToken(db: Db, tokenHash: Buffer): Promise<InvitationRecord | undefined> {
  return (await selectOpen(db, sql`invitation.token_hash = ${tokenHash}`))[0];
}

/** An invitation is open until it expires, and while the person who invited is an owner. */
async function selectOpen(db: Db, condition: RawBuilder<unknown>): Promise<InvitationRecord[]> {
  const { rows } = await sql<InvitationRecord>`
    select invitation.id, invitation.workspace_id as "workspaceId", workspaces.name as "workspaceName",
      invitation.email, invitation.role, invitation.invited_by as "invitedById", coalesce(users.full_name, users.email) as "invitedBy",
      invitation.created_at as "createdAt", invitation.expires_at as "expiresAt"
    from workspace_invitations as invitation
    join workspaces on workspaces.id = invitation.workspace_id
    join users on users.id = invitation.invited_by and users.is_active
    join workspace_members as member
      on member.workspace_id = invitation.workspace_id and member.user_id = invitation.invited_by
    where ${condition} and invitation.expires_at > now()
      and ${memberRole} = 'owner'
    order by invitation.created_at desc, invitation.id desc`.execute(db);
  return rows;
}

/** Returns whether there was one. Only one of several concurrent calls succeeds. */
export async function deleteInvitationRow(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql`delete from workspace_invitations where id = ${id} returning id`.execute(tx);
  return rows.length > 0;
}

/** Returns false if an account was created with the invitation before. */
export async function updateRegistered(tx: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    update workspace_invitations set registered_at = now() where id = ${id} and registered_at is null returning id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Deletes all that an account made, or those to one workspace. */
export async function deleteInvitationsOf(tx: Db, userId: string, workspaceId?: string): Promise<void> {
  const made = tx.deleteFrom("workspace_invitations").where("invited_by", "=", userId);
  await (workspaceId === undefined ? made : made.where("workspace_id", "=", workspaceId)).execute();
}
