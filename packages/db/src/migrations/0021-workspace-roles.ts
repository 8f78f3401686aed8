import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const workspaceRoles: Migration = {
  name: "0021-workspace-roles",
  up: sql`
    -- Folders belong to a workspace, not to the user who created the links. The previous version uses the index by
    -- owner.
    create index links_workspace_folder_idx on links (workspace_id, folder) where folder is not null;

    -- Members are now called editors. The check accepts both, as the previous version may still write the old name.
    alter table workspace_members
      drop constraint workspace_members_role_check,
      add constraint workspace_members_role_check check (role in ('owner', 'admin', 'editor', 'member', 'viewer'));
    update workspace_members set role = 'editor' where role = 'member';
  `,
};
