import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";

export interface NewRefreshToken {
  familyId: string;
  userId: string;
  tokenHash: Buffer;
  expiresAt: Date;
}

export async function insertRefreshToken(db: Db, token: NewRefreshToken): Promise<void> {
  await db
    .insertInto("refresh_tokens")
    .values({
      id: uuidv7(),
      family_id: token.familyId,
      user_id: token.userId,
      token_hash: token.tokenHash,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** Marks the token as used and returns whose it is. Of many who try at once, one succeeds. */
export async function useRefreshToken(db: Db, tokenHash: Buffer) {
  return db
    .updateTable("refresh_tokens")
    .set({ used_at: new Date() })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", new Date())
    .returning(["family_id as familyId", "user_id as userId"])
    .executeTakeFirst();
}

/** Ends the sign-in that the token belongs to, if there is one. */
export async function revokeFamilyOf(db: Db, tokenHash: Buffer): Promise<void> {
  await db
    .updateTable("refresh_tokens")
    .set({ revoked_at: new Date() })
    .where("revoked_at", "is", null)
    .where("family_id", "in", eb =>
      eb.selectFrom("refresh_tokens").select("family_id").where("token_hash", "=", tokenHash),
    )
    .execute();
}
