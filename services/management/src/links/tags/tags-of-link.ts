import { sql } from "kysely";

/** For a select from `links`: the sorted names of a link's tags. */
export const tagsOfLink = sql<string[]>`array(
  select name from link_tags join tags on tags.id = tag_id where link_id = links.id order by lower(name)
)`;
