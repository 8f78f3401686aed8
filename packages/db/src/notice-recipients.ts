import { type ResourceKind, roleAllows, type Verb, workspaceRoles } from "@shunt/contracts/roles";
import { type RawBuilder, sql } from "kysely";

export interface Noticed {
  kind: ResourceKind;
  /** The action that the notice calls for: the creator gets it while its role allows this. */
  verb: Verb;
  workspaceId: RawBuilder<unknown>;
  /** The account that created it; null once that is deleted. */
  creatorId: RawBuilder<unknown>;
}

/**
 * For a `from` clause: the active accounts that get notices of a resource, as `recipient` with `user_id`, `email` and the `language` of
 * mails. It is the creator while its role in the workspace allows the verb, else the owners. Resources without an account have none.
 * Older versions store the role `member` for editors.
 */
export function noticeRecipients({ kind, verb, workspaceId, creatorId }: Noticed): RawBuilder<unknown> {
  const able = workspaceRoles.filter(role => roleAllows(role, verb, kind));
  return sql`lateral (
    with held as (
      select personal_user_id as user_id, 'owner' as role from workspaces
      where workspaces.id = ${workspaceId} and personal_user_id is not null
      union all
      select user_id, case role when 'member' then 'editor' else role end from workspace_members
      where workspace_members.workspace_id = ${workspaceId}
    ), candidate as (
      select users.id as user_id, email, language, bool_or(held.role = 'owner') as is_owner,
        coalesce(users.id = ${creatorId} and bool_or(held.role = any(${able}::text[])), false) as is_able_creator
      from held join users on users.id = held.user_id and users.is_active
      group by users.id
    )
    select user_id, email, language from candidate
    where case when (select bool_or(is_able_creator) from candidate) then is_able_creator else is_owner end
  ) as recipient`;
}
