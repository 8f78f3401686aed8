import { anonymousWorkspaceId } from "@shunt/db";
import { sql } from "kysely";
import type { Caller, Memberships } from "./actor.ts";
import { roles } from "./roles.ts";

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

/** On `links`: whether the account that created a link still is a member of its workspace. Others get no notices of it. */
export const creatorIsMember = sql<boolean>`(
  exists (select from workspaces where workspaces.id = links.workspace_id and personal_user_id = links.owner_id)
  or exists (
    select from workspace_members
    where workspace_members.workspace_id = links.workspace_id and workspace_members.user_id = links.owner_id
  )
)`;

/** Whether a workspace is lost or has a lower role. */
export function hasLostAccess(before: Pick<Caller, "memberships">, now: Pick<Caller, "memberships">): boolean {
  return Object.entries(before.memberships).some(([id, role]) => {
    const left = now.memberships[id];
    return left === undefined || roles.indexOf(left) < roles.indexOf(role);
  });
}
