import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { areNotBlocked, isVisibleToPerson } from "./visibility.ts";

/**
 * At each place, the longest existing name wins. Excludes members who may not see the post, and members who have
 * blocked the writer or are blocked by them.
 */
export async function findMentioned(
  db: Db,
  places: readonly (readonly string[])[],
  { postId, writerId }: { postId: string; writerId: string },
): Promise<string[]> {
  const named = places.flatMap((names, place) => names.map(name => ({ name, place })));
  const { rows } = await sql<{ userId: string }>`
    with meant as (
      select distinct on (place) user_id
      from unnest(${named.map(({ place }) => place)}::int[], ${named.map(({ name }) => name)}::text[]) as given (place, name)
      join social.members on lower(normalize(username, NFKC)) = lower(normalize(name, NFKC))
      order by place, length(name) desc
    )
    select distinct meant.user_id as "userId"
    from meant
    join users on users.id = meant.user_id and users.is_active
    join social.posts on posts.id = ${postId}
    join social.people as author on author.id = posts.author_id
    where ${isVisibleToPerson(sql`meant.user_id`)} and ${areNotBlocked(sql`meant.user_id`, writerId)}`.execute(db);
  return rows.map(({ userId }) => userId);
}
