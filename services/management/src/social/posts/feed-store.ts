import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { type PostRecord, type PostRow, toPost } from "./post-record.ts";
import { selectPosts } from "./post-store.ts";
import { areNotBlocked } from "./visibility.ts";

export interface FeedWindow {
  userId: string;
  before: string | undefined;
  offset: number;
  limit: number;
}

const endOfIds = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const startOfIds = "00000000-0000-0000-0000-000000000000";

export async function findFeed(db: Db, window: FeedWindow): Promise<PostRecord[]> {
  return (await selectFeed(window).execute(db)).rows.map(toPost);
}

/**
 * The n newest posts of many people are by at most n of them: those with the most recent newest post. So each friend
 * costs one index look-up, however much they posted, and for those n people only posts that can be on the page are
 * read. Ids sort by time.
 *
 * A look-up reads all matching entries of an index page, and pages are full where there is much. So a few friends are
 * looked up first, and their n-th newest post bounds the look-ups of all others.
 */
export function selectFeed({ userId, before = endOfIds, offset, limit }: FeedWindow): RawBuilder<PostRow> {
  const n = offset + limit;
  const isShared = sql`visibility <> 'private' and id < ${before}`;
  const newestOf = (people: RawBuilder<unknown>, floor: RawBuilder<string>) => sql`
    select people.id as author_id, newest.id
    from ${people} as people cross join lateral (
      select id from social.posts where author_id = people.id and ${isShared} and id >= ${floor} order by id desc limit 1
    ) as newest
    order by newest.id desc limit ${n}`;
  const lastOf = (heads: RawBuilder<unknown>) =>
    sql<string>`coalesce((select id from ${heads} order by id desc offset ${n - 1} limit 1), ${startOfIds})`;
  return sql<PostRow>`
    with friends as materialized (
      select friend_id as id
      from social.friendships join users on users.id = friend_id and users.is_active
      where user_id = ${userId} and ${areNotBlocked(userId, sql`friendships.friend_id`)}
    ), newest_of_some as materialized (
      ${newestOf(sql`(select id from friends limit ${2 * n})`, sql`${startOfIds}`)}
    ), newest as materialized (
      ${newestOf(sql`friends`, lastOf(sql`newest_of_some`))}
    ), page as materialized (
      select of_friend.id
      from newest cross join lateral (
        select id from social.posts where author_id = newest.author_id and ${isShared} and id >= ${lastOf(sql`newest`)}
        order by id desc limit ${n}
      ) as of_friend
      union all
      (select id from social.posts where author_id = ${userId} and id < ${before} order by id desc limit ${n})
      order by id desc offset ${offset} limit ${limit}
    )
    ${selectPosts(userId)}
    where posts.id in (select id from page)
    order by posts.id desc`;
}
