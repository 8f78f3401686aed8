import { operations, Problem, type User } from "@shunt/contracts";
import type { Express } from "express";
import type { Context } from "../context.ts";
import { serve } from "../http/serve.ts";
import { login } from "./login.ts";
import { revokeFamilyOf } from "./refresh-token-store.ts";
import { refreshTokens } from "./refresh-tokens.ts";
import { registerUser } from "./register-user.ts";
import { hashRefreshToken } from "./tokens.ts";
import { findUser, type UserRecord } from "./user-store.ts";

export function addAuthRoutes(app: Express, context: Context): void {
  serve(app, context, operations.registerUser, async (ctx, { body }) => toUserBody(await registerUser(ctx, body)));
  serve(app, context, operations.login, (ctx, { body }) => login(ctx, body));
  serve(app, context, operations.refreshTokens, (ctx, { body }) => refreshTokens(ctx, body));
  serve(app, context, operations.logout, ({ db }, { body }) =>
    revokeFamilyOf(db, hashRefreshToken(body.refresh_token)),
  );
  serve(app, context, operations.getMe, async ({ db }, { actor }) => {
    const user = await findUser(db, actor.userId);
    if (!user) throw new Problem("invalid-token");
    return toUserBody(user);
  });
}

function toUserBody(user: UserRecord): User {
  return {
    id: user.id,
    email: user.email,
    full_name: user.fullName,
    role: user.role,
    is_active: user.isActive,
    is_verified: user.isVerified,
  };
}
