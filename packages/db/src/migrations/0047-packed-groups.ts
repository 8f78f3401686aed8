import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const packedGroups: Migration = {
  name: "0047-packed-groups",
  up: sql`
    -- The rows of a group, compressed, instead of "parts", which older versions write.
    alter table begun_groups alter column parts drop not null;
    alter table begun_groups add column rows bytea;
    -- Compressing them again takes time and no space.
    alter table begun_groups alter column rows set storage external;
  `,
};
