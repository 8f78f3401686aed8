import { anonymousWorkspaceId } from "@shunt/db";
import { sql } from "kysely";
import type { Caller, Memberships } from "./actor.ts";
import { roles } from "./roles.ts";

/** What gives a user access to workspaces. */
export interface MembershipRow {
  /** The user's own workspace. */
  workspaceId: string;
  memberships: Memberships;
}

/** For a select from `users`. Older versions call editors members. */
export const membershipColumns = sql<MembershipRow>`
  (select id from workspaces where personal_user_id = users.id) as "workspaceId",
  (
    select coalesce(json_object_agg(workspace_id, case role when 'member' then 'editor' else role end), '{}')
    from workspace_members where user_id = users.id and workspace_id <> ${sql.lit(anonymousWorkspaceId)}::uuid
  ) as memberships`;

/** Users always own their own workspace. */
export function toMemberships({ workspaceId, memberships }: MembershipRow): MembershipRow {
  return { workspaceId, memberships: { ...memberships, [workspaceId]: "owner" } };
}

/** Whether an actor has lost a workspace, or has a lesser role in one. */
export function hasLostAccess(before: Pick<Caller, "memberships">, now: Pick<Caller, "memberships">): boolean {
  return Object.entries(before.memberships).some(([id, role]) => {
    const left = now.memberships[id];
    return left === undefined || roles.indexOf(left) < roles.indexOf(role);
  });
}
