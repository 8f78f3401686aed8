import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { NamePosition } from "../../http/index.ts";

export interface ListedPerson extends NamePosition {
  since: Date;
}

export function findFriends(db: Db, userId: string, paging: NamePaging): Promise<ListedPerson[]> {
  return findListed(
    db,
    sql`select friend_id as id, created_at from social.friendships where user_id = ${userId}`,
    paging,
  );
}

export function findBlocked(db: Db, userId: string, paging: NamePaging): Promise<ListedPerson[]> {
  return findListed(
    db,
    sql`select blocked_id as id, created_at from social.blocks where blocker_id = ${userId}`,
    paging,
  );
}

export interface NamePaging {
  after: NamePosition | undefined;
  limit: number;
}

async function findListed(db: Db, listed: RawBuilder<unknown>, { after, limit }: NamePaging): Promise<ListedPerson[]> {
  const beyond = after
    ? sql`where (lower(username), people.id) > (lower(${after.username}), ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<ListedPerson>`
    select people.id, username, listed.created_at as since
    from (${listed}) as listed join social.people on people.id = listed.id
    ${beyond}
    order by lower(username), people.id limit ${limit}`.execute(db);
  return rows;
}
