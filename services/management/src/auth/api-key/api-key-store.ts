import type { Scope } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Distinguishes keys from tokens, and makes leaked keys searchable. */
export const apiKeyPrefix = "shunt_";

export interface ApiKeyRecord {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  /** Hosts that the key is restricted to (null: the host of BASE_URL); null if unrestricted. */
  domains: (string | null)[] | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
}

const columns = [
  "id",
  "name",
  "prefix",
  "scopes",
  sql<(string | null)[] | null>`case when domain_ids is not null then array(
    select host from domains where domains.id = any(domain_ids) order by host
  ) end`.as("domains"),
  "expires_at as expiresAt",
  "last_used_at as lastUsedAt",
  "created_at as createdAt",
] as const;

export async function insertApiKey(
  db: Db,
  key: Pick<ApiKeyRecord, "id" | "name" | "prefix" | "scopes" | "expiresAt"> & {
    userId: string;
    keyHash: Buffer;
    domainIds: readonly number[] | null;
  },
): Promise<ApiKeyRecord> {
  return db
    .insertInto("api_keys")
    .values({
      id: key.id,
      user_id: key.userId,
      name: key.name,
      prefix: key.prefix,
      key_hash: key.keyHash,
      scopes: key.scopes,
      domain_ids: key.domainIds && [...key.domainIds],
      expires_at: key.expiresAt,
    })
    .returning(columns)
    .$castTo<ApiKeyRecord>()
    .executeTakeFirstOrThrow();
}

export async function findApiKeys(db: Db, userId: string): Promise<ApiKeyRecord[]> {
  return db
    .selectFrom("api_keys")
    .select(columns)
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .$castTo<ApiKeyRecord>()
    .execute();
}

export async function deleteApiKey(db: Db, userId: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom("api_keys")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .returning("id")
    .executeTakeFirst();
  return deleted !== undefined;
}

export async function deleteApiKeys(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom("api_keys").where("user_id", "=", userId).execute();
}

/** Deletes keys that have no other scope. */
export async function dropAdminScope(tx: Db, userId: string): Promise<void> {
  await sql`delete from api_keys where user_id = ${userId} and scopes = array['admin']`.execute(tx);
  await sql`
    update api_keys set scopes = array_remove(scopes, 'admin')
    where user_id = ${userId} and 'admin' = any(scopes)`.execute(tx);
}

export interface ApiKeyGrant {
  id: string;
  userId: string;
  scopes: readonly Scope[];
  domainIds: readonly number[] | null;
}

const grantColumns = ["id", "user_id as userId", "scopes", "domain_ids as domainIds"] as const;

/** Returns undefined for an expired or deleted key. */
export async function findApiKey(db: Db, id: string): Promise<ApiKeyGrant | undefined> {
  return db
    .selectFrom("api_keys")
    .select(grantColumns)
    .where("id", "=", id)
    .where(isValid)
    .$castTo<ApiKeyGrant>()
    .executeTakeFirst();
}

const isValid = sql<boolean>`(expires_at is null or expires_at > now())`;

/** Updates `last_used_at` at most once a minute, not with each request. */
export async function authenticateApiKey(db: Db, keyHash: Buffer): Promise<ApiKeyGrant | undefined> {
  const key = await db
    .selectFrom("api_keys")
    .select(grantColumns)
    .select(sql<boolean>`last_used_at is null or last_used_at < now() - interval '1 minute'`.as("isStale"))
    .where("key_hash", "=", keyHash)
    .where(isValid)
    .executeTakeFirst();
  if (!key) return undefined;
  if (key.isStale)
    await db.updateTable("api_keys").set({ last_used_at: sql`now()` }).where("id", "=", key.id).execute();
  return { id: key.id, userId: key.userId, scopes: key.scopes as Scope[], domainIds: key.domainIds };
}
