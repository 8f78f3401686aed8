import { Problem } from "@shunt/contracts/problem";
import { personalWorkspaceName } from "@shunt/contracts/roles";
import type { Db } from "@shunt/db";
import { type Selectable, sql } from "kysely";
import { type MembershipRow, membershipColumns, toMemberships } from "../access/index.ts";

export interface UserRecord {
  id: string;
  email: string;
  fullName: string | null;
  role: "user" | "admin";
  isActive: boolean;
  isVerified: boolean;
}

export interface MemberRecord extends UserRecord, MembershipRow {}

const columns = ["id", "email", "full_name", "role", "is_active", "is_verified"] as const;

/** Returns undefined if the address is taken, ignoring case. */
export async function insertUser(
  db: Db,
  user: { id: string; email: string; fullName: string | null; passwordHash: string },
): Promise<UserRecord | undefined> {
  const row = await db
    .insertInto("users")
    .values({ id: user.id, email: user.email, full_name: user.fullName, password_hash: user.passwordHash })
    .onConflict(conflict => conflict.expression(sql`lower(email)`).doNothing())
    .returning(columns)
    .executeTakeFirst();
  return row && toUser(row);
}

export async function insertPersonalWorkspace(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db
    .insertInto("workspaces")
    .values({ id: workspaceId, name: personalWorkspaceName, personal_user_id: userId })
    .execute();
  await db
    .insertInto("workspace_members")
    .values({ workspace_id: workspaceId, user_id: userId, role: "owner" })
    .execute();
}

export async function findUser(db: Db, id: string): Promise<UserRecord | undefined> {
  const row = await db.selectFrom("users").select(columns).where("id", "=", id).executeTakeFirst();
  return row && toUser(row);
}

export async function lockUserRecord(tx: Db, id: string): Promise<UserRecord | undefined> {
  const row = await tx.selectFrom("users").select(columns).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  return row && toUser(row);
}

/** For callers who have locked the account. @throws NoResultError if it does not exist */
export async function updateUserRow(
  tx: Db,
  id: string,
  changes: { is_active?: boolean | undefined; role?: "user" | "admin" | undefined },
): Promise<UserRecord> {
  const row = await tx
    .updateTable("users")
    .set({ ...changes, updated_at: sql`now()` })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toUser(row);
}

/** Ignores the case of the address. */
export async function findUserByEmail(db: Db, email: string): Promise<UserRecord | undefined> {
  const row = await db
    .selectFrom("users")
    .select(columns)
    .where(sql`lower(email)`, "=", sql`lower(${email})`)
    .executeTakeFirst();
  return row && toUser(row);
}

/** Returns the users in the order of the session ids, undefined where a session has ended. */
export async function findUsersOfSessions(db: Db, ids: readonly string[]): Promise<(MemberRecord | undefined)[]> {
  const { rows } = await sql<UserRow & MembershipRow & { session_id: string }>`
    /* prepared find-users-of-sessions */
    select sessions.id as session_id, users.id, email, full_name, role, is_active, is_verified, ${membershipColumns}
    from sessions join users on users.id = user_id
    where sessions.id = any(${ids}::uuid[]) and ended_at is null`.execute(db);
  const users = new Map(rows.map(row => [row.session_id, toMember(row)]));
  return ids.map(id => users.get(id));
}

export async function findMember(db: Db, id: string): Promise<MemberRecord | undefined> {
  const { rows } = await sql<UserRow & MembershipRow>`
    select id, email, full_name, role, is_active, is_verified, ${membershipColumns} from users where id = ${id}`.execute(
    db,
  );
  return rows[0] && toMember(rows[0]);
}

/** For callers who have just signed in. @throws NoResultError if the account does not exist */
export async function findPassword(db: Db, id: string): Promise<{ email: string; passwordHash: string }> {
  return db
    .selectFrom("users")
    .select(["email", "password_hash as passwordHash"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

/** Returns the language that the account has chosen; null without one, or without an account. */
export async function findLanguage(db: Db, account: { id: string } | { email: string }): Promise<string | null> {
  const row = await db
    .selectFrom("users")
    .select("language")
    .where("id" in account ? sql<boolean>`id = ${account.id}` : sql<boolean>`lower(email) = lower(${account.email})`)
    .executeTakeFirst();
  return row?.language ?? null;
}

export async function findCredentials(db: Db, email: string) {
  return db
    .selectFrom("users")
    .select([
      "id",
      "email",
      "role",
      "password_hash as passwordHash",
      "is_active as isActive",
      "is_verified as isVerified",
    ])
    .where(sql`lower(email)`, "=", sql`lower(${email})`)
    .executeTakeFirst();
}

/**
 * Whether the account is active and still has the verified password. Locks both, so that a password change also ends
 * sessions that are being created with the old password.
 */
export async function lockPassword(tx: Db, id: string, passwordHash: string): Promise<boolean> {
  const account = await tx
    .selectFrom("users")
    .select("id")
    .where("id", "=", id)
    .where("password_hash", "=", passwordHash)
    .where("is_active", "=", true)
    .forShare()
    .executeTakeFirst();
  return account !== undefined;
}

/** SQLSTATE unique_violation. */
const uniqueViolation = "23505";

/** Sets a confirmed new address. @throws Problem "email-taken", ignoring case */
export async function replaceEmail(tx: Db, id: string, email: string): Promise<void> {
  try {
    await tx
      .updateTable("users")
      .set({ email, is_verified: true, updated_at: sql`now()` })
      .where("id", "=", id)
      .execute();
  } catch (err) {
    if ((err as { code?: unknown }).code !== uniqueViolation) throw err;
    throw new Problem("email-taken", undefined, { cause: err });
  }
}

export async function updateFullName(tx: Db, id: string, fullName: string | null): Promise<void> {
  await tx.updateTable("users").set({ full_name: fullName, updated_at: sql`now()` }).where("id", "=", id).execute();
}

/** Returns false if the account is disabled. */
export async function markVerified(db: Db, id: string): Promise<boolean> {
  const verified = await db
    .updateTable("users")
    .set({ is_verified: true, updated_at: sql`now()` })
    .where("id", "=", id)
    .where("is_active", "=", true)
    .returning("id")
    .executeTakeFirst();
  return verified !== undefined;
}

export async function replacePassword(db: Db, id: string, passwordHash: string): Promise<void> {
  await db
    .updateTable("users")
    .set({ password_hash: passwordHash, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

type UserRow = {
  id: string;
  email: string;
  full_name: string | null;
  role: "user" | "admin";
  is_active: boolean;
  is_verified: boolean;
};

function toMember(row: UserRow & MembershipRow): MemberRecord {
  return { ...toUser(row), ...toMemberships(row) };
}

function toUser(row: Selectable<UserRow>): UserRecord {
  return {
    id: row.id,
    email: row.email,
    fullName: row.full_name,
    role: row.role,
    isActive: row.is_active,
    isVerified: row.is_verified,
  };
}
