import { createDb, type Db, migrateDatabase } from "@shunt/db";
import { sql } from "kysely";
import type { Stage } from "../stage.ts";

export interface FeedWorld {
  db: Db;
  posts: number;
  /** The user whose feed is measured. */
  readerId: string;
  middleId: string;
}

export const friends = 1_000;
const strangers = 1_000;
const periodMs = 365 * 24 * 60 * 60_000;
const seedTimeoutMs = 600_000;

/** Creates a database with posts of 200 characters by random users, spread evenly over time. The caller destroys its `db`. */
export async function makeFeedWorld(stage: Stage, posts: number): Promise<FeedWorld> {
  const name = `feed_${posts}`;
  await sql`create database ${sql.id(name)}`.execute(stage.db);
  const url = new URL(stage.databaseUrl);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  const db = createDb({ url: url.href, max: 1, applicationName: "shunt-bench", statementTimeoutMs: seedTimeoutMs });
  await seedPeople(db);
  await seedPosts(db, posts);
  await sql`vacuum analyze`.execute(db);
  const { id: middleId } = await db
    .selectFrom("social.posts")
    .select("id")
    .orderBy("id")
    .offset(Math.floor(posts / 2))
    .limit(1)
    .executeTakeFirstOrThrow();
  return { db, posts, readerId: toPersonId(0), middleId };
}

/** Inserts the reader first, then friends, then strangers. */
async function seedPeople(db: Db): Promise<void> {
  await sql`
    insert into users (id, email, password_hash)
    select lpad(i::text, 32, '0')::uuid, i || '@example.com', '' from generate_series(0, ${sql.lit(friends + strangers)}) as i
  `.execute(db);
  await sql`
    insert into social.friendships (user_id, friend_id)
    select ${toPersonId(0)}, lpad(i::text, 32, '0')::uuid from generate_series(1, ${sql.lit(friends)}) as i
  `.execute(db);
}

async function seedPosts(db: Db, posts: number): Promise<void> {
  await sql`
    insert into social.posts (id, author_id, content, visibility)
    select
      (lpad(to_hex(${sql.lit(Date.now() - periodMs)} + i * ${sql.lit(periodMs)} / ${sql.lit(posts)}), 12, '0')
        || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
      lpad(floor(random() * ${sql.lit(friends + strangers + 1)})::text, 32, '0')::uuid,
      rpad('post ' || i || ' ', 200, 'text '),
      case when random() < 0.1 then 'private' else 'public' end
    from generate_series(1::bigint, ${sql.lit(posts)}) as i`.execute(db);
}

function toPersonId(number: number): string {
  return `${number}`.padStart(32, "0").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
