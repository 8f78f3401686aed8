import { Login, Me, RefreshTokens, RegisterUser, TokenPair, User } from "../auth.ts";
import type { Operation } from "../operation.ts";

export const authOperations = {
  registerUser: {
    method: "post",
    path: "/api/v1/auth/register",
    tag: "auth",
    summary: "Create an account",
    description:
      "With `EMAIL_VERIFICATION=required`, the response is the same whether or not the address already has an account. Where registration is disabled, an invitation to a workspace admits one account, with the invited address.",
    auth: "none",
    limit: "register",
    body: RegisterUser,
    success: { status: 201, schema: User },
    problems: ["email-taken", "registration-disabled", "invitation-not-found", "invitation-for-other"],
  },
  login: {
    method: "post",
    path: "/api/v1/auth/login",
    tag: "auth",
    summary: "Sign in with e-mail address and password",
    description:
      "Returns an access token and a refresh token. If two-factor authentication is enabled, the first attempt gets `totp-required`: send it again with `totp_code`. With `session=cookie`, only pages of the same origin may send it, without `Idempotency-Key`.",
    auth: "none",
    limit: "login",
    body: Login,
    success: { status: 200, schema: TokenPair },
    problems: ["invalid-credentials", "totp-required", "invalid-totp-code", "foreign-request"],
  },
  refreshTokens: {
    method: "post",
    path: "/api/v1/auth/refresh",
    tag: "auth",
    summary: "Exchange a refresh token for a new pair of tokens",
    description:
      "A refresh token works once, or again within 30 s, because a response can be lost and tabs refresh at once. Using it later ends the session, because someone may have copied it. With an empty object as body, the session of the cookie is refreshed.",
    auth: "none",
    body: RefreshTokens,
    success: { status: 200, schema: TokenPair },
    problems: ["invalid-token", "not-authenticated", "foreign-request"],
  },
  logout: {
    method: "post",
    path: "/api/v1/auth/logout",
    tag: "auth",
    summary: "End the session of a refresh token",
    description: "With an empty object as body, the session of the cookie ends, and the cookie is deleted.",
    auth: "none",
    body: RefreshTokens,
    success: { status: 204 },
    problems: ["not-authenticated", "foreign-request"],
  },
  getMe: {
    method: "get",
    path: "/api/v1/auth/me",
    tag: "auth",
    summary: "Get your account",
    auth: "required",
    scope: "read",
    success: { status: 200, schema: Me },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
