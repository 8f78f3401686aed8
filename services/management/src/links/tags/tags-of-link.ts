import { sql } from "kysely";

/** The names of a link's tags, sorted; for a select from `links`. */
export const tagsOfLink = sql<string[]>`array(
  select name from link_tags join tags on tags.id = tag_id where link_id = links.id order by lower(name)
)`;
