import { type RawBuilder, sql } from "kysely";
import type { Caller } from "../../access/index.ts";

/** A person's id: a value, or a column of the statement, qualified by its table. */
type PersonId = string | RawBuilder<string>;

/**
 * SQL condition for `social.posts` joined with `social.people as author`. The only place that decides who may see a
 * post. Administrators see everything, because they handle reports.
 */
export function isVisibleTo({ userId, role }: Pick<Caller, "userId" | "role">): RawBuilder<boolean> {
  return role === "admin" ? sql<boolean>`true` : isVisibleToPerson(userId);
}

/** As `isVisibleTo`, without the exception for administrators. */
export function isVisibleToPerson(id: PersonId): RawBuilder<boolean> {
  return sql<boolean>`(
    posts.author_id = ${id}
    or (
      author.is_active
      and (posts.visibility = 'public' or (posts.visibility = 'friends' and ${areFriends(id, sql`posts.author_id`)}))
      and ${areNotBlocked(id, sql`posts.author_id`)}
    )
  )`;
}

/** As `isVisibleTo`, for a comment on a visible post: for `social.comments` joined with `social.people as author`. */
export function isCommentVisibleTo({ userId, role }: Pick<Caller, "userId" | "role">): RawBuilder<boolean> {
  if (role === "admin") return sql<boolean>`true`;
  return sql<boolean>`(author.is_active and ${areNotBlocked(userId, sql`comments.author_id`)})`;
}

/** SQL condition: neither has blocked the other. Two subqueries, so that many people are compared by two joins. */
export function areNotBlocked(one: PersonId, other: PersonId): RawBuilder<boolean> {
  return sql<boolean>`(
    not exists (select from social.blocks where blocker_id = ${one} and blocked_id = ${other})
    and not exists (select from social.blocks where blocker_id = ${other} and blocked_id = ${one})
  )`;
}

function areFriends(one: PersonId, other: PersonId): RawBuilder<boolean> {
  return sql<boolean>`exists (select from social.friendships where user_id = ${one} and friend_id = ${other})`;
}
