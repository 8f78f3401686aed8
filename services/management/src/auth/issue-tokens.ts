import type { TokenPair } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { Context } from "../context.ts";
import { insertRefreshToken } from "./refresh-token-store.ts";
import { createRefreshToken, hashRefreshToken } from "./tokens.ts";

/** A new pair within a family: the family is one sign-in. */
export async function issueTokens(
  { tokens }: Pick<Context, "tokens">,
  db: Db,
  { userId, familyId }: { userId: string; familyId: string },
): Promise<TokenPair> {
  const refreshToken = createRefreshToken();
  const expiresAt = new Date(Date.now() + tokens.refreshTtlMs);
  await insertRefreshToken(db, { familyId, userId, tokenHash: hashRefreshToken(refreshToken), expiresAt });
  return {
    access_token: tokens.issueAccessToken(userId),
    refresh_token: refreshToken,
    token_type: "bearer",
    expires_in: tokens.accessTtlSeconds,
  };
}
