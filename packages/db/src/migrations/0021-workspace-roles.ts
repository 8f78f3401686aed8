import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const workspaceRoles: Migration = {
  name: "0021-workspace-roles",
  up: sql`
    -- Folders are those of a workspace, whoever made the links. The index by owner serves the version before.
    create index links_workspace_folder_idx on links (workspace_id, folder) where folder is not null;

    -- Members are called editors now. The check accepts both while the version before may still write the old name.
    alter table workspace_members
      drop constraint workspace_members_role_check,
      add constraint workspace_members_role_check check (role in ('owner', 'admin', 'editor', 'member', 'viewer'));
    update workspace_members set role = 'editor' where role = 'member';
  `,
};
