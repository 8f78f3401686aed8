import { Problem } from "@shunt/contracts/problem";
import type { AuthDeps } from "../deps.ts";
import { findUser } from "../user-store.ts";
import { endSessionOfToken } from "./end-access.ts";
import { type IssuedTokens, issueTokens } from "./issue-tokens.ts";
import { consumeRefreshToken } from "./refresh-token-store.ts";
import { hashSecret } from "./tokens.ts";

/**
 * Rotates a refresh token. A token that is reused after the grace period has been stolen or copied, so its whole family
 * ends (RFC 9700, 4.14.2).
 *
 * @throws Problem "invalid-token"
 */
export async function refreshTokens(context: AuthDeps, refreshToken: string, userAgent: string): Promise<IssuedTokens> {
  const tokenHash = hashSecret(refreshToken);
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
