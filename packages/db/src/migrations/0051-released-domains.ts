import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const releasedDomains: Migration = {
  name: "0051-released-domains",
  up: sql`
    -- The host that the domain had before another workspace proved it or an administrator took it away. Its links keep
    -- the domain, whose host is then a name that cannot be reached.
    alter table domains add column released_host text;
  `,
};
