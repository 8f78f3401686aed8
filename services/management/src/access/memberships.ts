import { workspaceRoles } from "@shunt/contracts/roles";
import { anonymousWorkspaceId } from "@shunt/db";
import { sql } from "kysely";
import type { Caller, Memberships } from "./actor.ts";

export interface MembershipRow {
  workspaceId: string;
  memberships: Memberships;
}

/** For a select from `users`. Older versions store the role `member` for editors. */
export const membershipColumns = sql<MembershipRow>`
  (select id from workspaces where personal_user_id = users.id) as "workspaceId",
  (
    select coalesce(json_object_agg(workspace_id, case role when 'member' then 'editor' else role end), '{}')
    from workspace_members where user_id = users.id and workspace_id <> ${sql.lit(anonymousWorkspaceId)}::uuid
  ) as memberships`;

/** Adds the role `owner` in the user's own workspace. */
export function toMemberships({ workspaceId, memberships }: MembershipRow): MembershipRow {
  return { workspaceId, memberships: { ...memberships, [workspaceId]: "owner" } };
}

/** Ids of the workspaces that only this account uses: the personal one, and others without another member. */
export const workspacesOfAccount = (userId: string) => sql`(
  select id from workspaces where personal_user_id = ${userId}::uuid
  union
  select workspace_id from workspace_members as own join workspaces on workspaces.id = workspace_id
  where user_id = ${userId}::uuid and personal_user_id is null and not exists (
    select from workspace_members as other where other.workspace_id = own.workspace_id and other.user_id <> own.user_id
  )
)`;

/** Whether a workspace is lost or has a lower role. */
export function hasLostAccess(before: Pick<Caller, "memberships">, now: Pick<Caller, "memberships">): boolean {
  return Object.entries(before.memberships).some(([id, role]) => {
    const left = now.memberships[id];
    return left === undefined || workspaceRoles.indexOf(left) < workspaceRoles.indexOf(role);
  });
}
