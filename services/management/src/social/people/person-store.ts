import { Problem } from "@shunt/contracts/problem";
import type { Person } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";

/** SQLSTATE unique_violation. */
const uniqueViolation = "23505";

export interface PersonRecord {
  id: string;
  username: string;
  isActive: boolean;
}

export async function findPerson(db: Db, id: string): Promise<PersonRecord | undefined> {
  return db
    .selectFrom("social.people")
    .select(["id", "username", "is_active as isActive"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Ignores case and width. Only names that members have chosen. */
export async function findPersonIdByName(db: Db, username: string): Promise<string | undefined> {
  const member = await db
    .selectFrom("social.members")
    .select("user_id as id")
    .where(sql<boolean>`lower(normalize(username, NFKC)) = lower(normalize(${username}, NFKC))`)
    .executeTakeFirst();
  return member?.id;
}

/** @throws Problem "invalid-token" if the account was deleted */
export async function getOwnPerson(db: Db, { userId }: Caller): Promise<PersonRecord> {
  const person = await findPerson(db, userId);
  if (!person) throw new Problem("invalid-token");
  return person;
}

/** @throws Problem "username-taken", ignoring case and character width */
export async function setUsername(db: Db, userId: string, username: string): Promise<void> {
  try {
    await db
      .insertInto("social.members")
      .values({ user_id: userId, username })
      .onConflict(conflict => conflict.column("user_id").doUpdateSet({ username }))
      .execute();
  } catch (err) {
    if ((err as { code?: unknown }).code === uniqueViolation)
      throw new Problem("username-taken", undefined, { cause: err });
    throw err;
  }
}

export function toPersonBody({ id, username }: Pick<PersonRecord, "id" | "username">): Person {
  return { user_id: id, username };
}
