import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const pictureTexts: Migration = {
  name: "0037-picture-texts",
  up: sql`
    -- What the picture of a post shows, for people who do not see it.
    alter table social.posts add column media_alt text;
  `,
};
