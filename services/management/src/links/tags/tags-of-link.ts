import { sql } from "kysely";

/** Sorted; for a select from `links`. */
export const tagsOfLink = sql<string[]>`array(
  select name from link_tags join tags on tags.id = tag_id where link_id = links.id order by lower(name)
)`;
