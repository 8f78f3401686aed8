import type { RefreshTokens, TokenPair } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { AuthDeps } from "../deps.ts";
import { findUser } from "../user-store.ts";
import { endSessionOfToken } from "./end-access.ts";
import { issueTokens } from "./issue-tokens.ts";
import { consumeRefreshToken } from "./refresh-token-store.ts";
import { hashSecret } from "./tokens.ts";

/**
 * Rotates a refresh token. A reused token has been stolen or copied, so its whole family ends (RFC 9700, 4.14.2).
 *
 * @throws Problem "invalid-token"
 */
export async function refreshTokens(
  context: AuthDeps,
  { refresh_token }: RefreshTokens,
  userAgent: string,
): Promise<TokenPair> {
  const tokenHash = hashSecret(refresh_token);
  const pair = await context.db.transaction().execute(async tx => {
    const used = await consumeRefreshToken(tx, tokenHash);
    if (!used) return undefined;
    const user = await findUser(tx, used.userId);
    return user?.isActive ? issueTokens(context, tx, { ...used, userAgent }) : undefined;
  });
  if (pair) return pair;
  await endSessionOfToken(context, tokenHash);
  throw new Problem("invalid-token");
}
