import type { Login, RefreshTokens, TokenPair } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Request, Response } from "express";
import { endSessionOfToken, findTokenHolder, hashSecret, login, refreshTokens } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { assertSameOrigin, createCookie } from "../http/index.ts";
import type { AccountsDeps } from "./deps.ts";

/** The operations below use the cookie, and no others. */
const path = "/api/v1/auth";

/** The content of the cookie. */
interface HeldToken {
  refreshToken: string;
  /** Whether the browser keeps the cookie when it is closed. */
  isKept: boolean;
}

/**
 * Starts, refreshes and ends sessions. The refresh token is in the body or, for pages of this origin, in a cookie. All
 * other operations need the access token, which browsers never add by themselves, so other sites cannot use the cookie.
 */
export function createSessions(appUrl: string) {
  const cookie = createCookie("shunt_session", { appUrl, path });

  /** @throws Problem "foreign-request"; "malformed-request" for an Idempotency-Key, as a replay would set no cookie */
  function assertOwnPage(req: Request): void {
    assertSameOrigin(req, appUrl);
    if (req.get("idempotency-key") !== undefined)
      throw new Problem("malformed-request", "Omit the Idempotency-Key header with a session cookie");
  }

  /** @throws Problem "not-authenticated" without a cookie, and as `assertOwnPage` does */
  function requireCookie(req: Request): string {
    const value = cookie.read(req);
    if (value === undefined) throw new Problem("not-authenticated", "Send a refresh_token, or sign in with a cookie");
    assertOwnPage(req);
    return value;
  }

  function setCookie(
    { tokens }: AccountsDeps,
    res: Response,
    { refresh_token: refreshToken, ...pair }: TokenPair & { refresh_token: string },
    isKept: boolean,
  ): TokenPair {
    cookie.set(res, toValue({ refreshToken, isKept }), isKept ? tokens.refreshTtlMs : undefined);
    return pair;
  }

  return {
    /** Finds the account of the cookie. Requests with a token in the body count for their network like others. */
    async findHolder({ db }: AccountsDeps, req: Request): Promise<string | undefined> {
      const held = parseValue(cookie.read(req));
      return held && findTokenHolder(db, hashSecret(held.refreshToken));
    },

    /** With a cookie, the browser's previous session ends. @throws Problem as `login` and `assertOwnPage` do */
    async start(
      context: AccountsDeps,
      { session, remember, ...credentials }: Login,
      client: Client,
      res: Response,
    ): Promise<TokenPair> {
      if (session === "token") return login(context, credentials, client, userAgentOf(res));
      assertOwnPage(res.req);
      const pair = await login(context, credentials, client, userAgentOf(res));
      const previous = parseValue(cookie.read(res.req));
      if (previous) await endSessionOfToken(context, hashSecret(previous.refreshToken));
      return setCookie(context, res, pair, remember);
    },

    /** Deletes a cookie that no longer works. @throws Problem as `refreshTokens` and `requireCookie` do */
    async refresh(context: AccountsDeps, { refresh_token }: RefreshTokens, res: Response): Promise<TokenPair> {
      if (refresh_token !== undefined) return refreshTokens(context, refresh_token, userAgentOf(res));
      const held = parseValue(requireCookie(res.req));
      try {
        if (!held) throw new Problem("invalid-token");
        const pair = await refreshTokens(context, held.refreshToken, userAgentOf(res));
        return setCookie(context, res, pair, held.isKept);
      } catch (err) {
        if (err instanceof Problem && err.code === "invalid-token") cookie.clear(res);
        throw err;
      }
    },

    /** @throws Problem as `requireCookie` does */
    async end(context: AccountsDeps, { refresh_token }: RefreshTokens, res: Response): Promise<void> {
      if (refresh_token !== undefined) return endSessionOfToken(context, hashSecret(refresh_token));
      const held = parseValue(requireCookie(res.req));
      if (held) await endSessionOfToken(context, hashSecret(held.refreshToken));
      cookie.clear(res);
    },
  };
}

function userAgentOf(res: Response): string {
  return res.req.get("user-agent") ?? "";
}

/** The prefix lets each refresh set a cookie of the same lifetime. */
function toValue({ refreshToken, isKept }: HeldToken): string {
  return `${isKept ? "kept" : "brief"}.${refreshToken}`;
}

function parseValue(value: string | undefined): HeldToken | undefined {
  const [, lifetime, refreshToken] = /^(kept|brief)\.([\w-]{43})$/.exec(value ?? "") ?? [];
  return refreshToken === undefined ? undefined : { refreshToken, isKept: lifetime === "kept" };
}
