import { type RawBuilder, sql } from "kysely";
import type { Caller } from "../../access/index.ts";

/** Somebody's id: a value, or where it stands in the statement, with the name of its table. */
type PersonId = string | RawBuilder<string>;

/**
 * Whether somebody may see a post, in SQL: for `social.posts` together with `social.people as author`. This is the only place that
 * says so. Administrators see all, as they have to judge what is reported to them.
 */
export function isVisibleTo({ userId, role }: Pick<Caller, "userId" | "role">): RawBuilder<boolean> {
  return role === "admin" ? sql<boolean>`true` : isVisibleToPerson(userId);
}

/** As `isVisibleTo`, of anybody as one of the people, whatever they are besides. */
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

/** As `isVisibleTo`, of a comment on a post that they see: for `social.comments` together with `social.people as author`. */
export function isCommentVisibleTo({ userId, role }: Pick<Caller, "userId" | "role">): RawBuilder<boolean> {
  if (role === "admin") return sql<boolean>`true`;
  return sql<boolean>`(author.is_active and ${areNotBlocked(userId, sql`comments.author_id`)})`;
}

/** That neither has blocked the other. Two questions, so that many people are compared by two joins. */
export function areNotBlocked(one: PersonId, other: PersonId): RawBuilder<boolean> {
  return sql<boolean>`(
    not exists (select from social.blocks where blocker_id = ${one} and blocked_id = ${other})
    and not exists (select from social.blocks where blocker_id = ${other} and blocked_id = ${one})
  )`;
}

function areFriends(one: PersonId, other: PersonId): RawBuilder<boolean> {
  return sql<boolean>`exists (select from social.friendships where user_id = ${one} and friend_id = ${other})`;
}
