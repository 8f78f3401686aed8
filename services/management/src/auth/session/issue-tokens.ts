import type { TokenPair } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import type { AuthDeps } from "../deps.ts";
import { insertRefreshToken, trimRefreshTokens } from "./refresh-token-store.ts";
import { trimSessions, upsertSession } from "./session-store.ts";
import { createSecret, hashSecret } from "./tokens.ts";

export type IssuedTokens = TokenPair & { refresh_token: string };

/** The refresh tokens of a session form a family with the session's id. */
export async function issueTokens(
  { tokens }: Pick<AuthDeps, "tokens">,
  tx: Db,
  { userId, familyId, userAgent }: { userId: string; familyId: string; userAgent: string },
): Promise<IssuedTokens> {
  const refreshToken = createSecret();
  const expiresAt = new Date(Date.now() + tokens.refreshTtlMs);
  await upsertSession(tx, { id: familyId, userId, userAgent, expiresAt });
  await insertRefreshToken(tx, { familyId, userId, tokenHash: hashSecret(refreshToken), expiresAt });
  await trimRefreshTokens(tx, familyId);
  await trimSessions(tx, userId);
  return {
    access_token: tokens.issueAccessToken(userId, familyId),
    refresh_token: refreshToken,
    token_type: "bearer",
    expires_in: tokens.accessTtlSeconds,
  };
}
