import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const invitedRegistrations: Migration = {
  name: "0050-invited-registrations",
  up: sql`
    -- When an account was created with the invitation although registration is disabled. It admits one.
    alter table workspace_invitations add column registered_at timestamptz;
  `,
};
