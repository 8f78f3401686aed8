import type { Session } from "@shunt/contracts/accounts";
import { operations } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Express } from "express";
import type { UserActor } from "../access/index.ts";
import {
  admitPasswordReset,
  beginTotp,
  confirmTotp,
  disableTotp,
  endSessionsOf,
  findApiKeys,
  findSessions,
  findTotpState,
  replaceRecoveryCodes,
  requestVerification,
  revokeApiKey,
  type SessionRecord,
  sendPasswordReset,
  toApiKeyBody,
} from "../auth/index.ts";
import { onceClosed, serve } from "../http/index.ts";
import { changePassword } from "./change-password.ts";
import { createAccount } from "./create-account.ts";
import { createApiKey } from "./create-api-key.ts";
import { deleteOwnAccount } from "./delete-own-account.ts";
import type { AccountsDeps } from "./deps.ts";
import { resetPassword } from "./reset-password.ts";
import { createSessions } from "./session-cookie.ts";
import { toUserBody } from "./to-user-body.ts";
import { getMe, updateMe } from "./update-me.ts";
import { verifyEmail } from "./verify-email.ts";

export function addAuthRoutes(app: Express, context: AccountsDeps): void {
  serve(app, context, operations.registerUser, async (ctx, { body, client }) =>
    toUserBody(await createAccount(ctx, body, client)),
  );
  const sessions = createSessions(context.config.appUrl);
  serve(app, context, operations.login, (ctx, { body, client }, res) => sessions.start(ctx, body, client, res));
  const { findHolder } = sessions;
  serve(app, context, operations.refreshTokens, (ctx, { body }, res) => sessions.refresh(ctx, body, res), findHolder);
  serve(app, context, operations.logout, (ctx, { body }, res) => sessions.end(ctx, body, res), findHolder);
  serve(app, context, operations.getMe, (ctx, { actor }) => getMe(ctx, actor));
  serve(app, context, operations.updateMe, (ctx, { actor, body, client }) => updateMe(ctx, actor, body, client));
  serve(app, context, operations.changePassword, (ctx, { actor, body, client }) =>
    changePassword(ctx, actor, body, client),
  );
  serve(app, context, operations.deleteMe, (ctx, { actor, body, client }) =>
    deleteOwnAccount(ctx, actor, body, client),
  );
  addMailRoutes(app, context);
  addTotpRoutes(app, context);
  addSessionRoutes(app, context);
  addApiKeyRoutes(app, context);
}

function addMailRoutes(app: Express, context: AccountsDeps): void {
  serve(app, context, operations.requestEmailVerification, (ctx, { actor, client }) =>
    requestVerification(ctx, actor, client),
  );
  serve(app, context, operations.verifyEmail, (ctx, { body, client }) => verifyEmail(ctx, body, client));
  serve(app, context, operations.forgotPassword, async (ctx, { body: { email }, client }, res) => {
    await admitPasswordReset(ctx, email, client.network);
    // Sent after the response, so that its time does not reveal whether the account exists.
    onceClosed(res, () => ctx.background.run("password reset mail", () => sendPasswordReset(ctx, email, client)));
  });
  serve(app, context, operations.resetPassword, (ctx, { body, client }) => resetPassword(ctx, body, client));
}

function addTotpRoutes(app: Express, context: AccountsDeps): void {
  serve(app, context, operations.getTotp, async ({ db }, { actor }) => {
    const { isEnabled, recoveryCodesLeft } = await findTotpState(db, actor.userId);
    return { is_enabled: isEnabled, recovery_codes_left: recoveryCodesLeft };
  });
  serve(app, context, operations.beginTotp, (ctx, { actor, body, client }) => beginTotp(ctx, actor, body, client));
  serve(app, context, operations.confirmTotp, (ctx, { actor, body, client }) => confirmTotp(ctx, actor, body, client));
  serve(app, context, operations.replaceRecoveryCodes, (ctx, { actor, body, client }) =>
    replaceRecoveryCodes(ctx, actor, body, client),
  );
  serve(app, context, operations.disableTotp, (ctx, { actor, body, client }) => disableTotp(ctx, actor, body, client));
}

function addSessionRoutes(app: Express, context: AccountsDeps): void {
  serve(app, context, operations.listSessions, async ({ db }, { actor }) => {
    const sessions = await findSessions(db, actor.userId);
    return { items: sessions.map(session => toSessionBody(session, actor)) };
  });
  serve(app, context, operations.endOtherSessions, async (ctx, { actor }) => {
    await endSessionsOf(ctx, actor.userId, { except: actor.sessionId });
  });
  serve(app, context, operations.endSession, async (ctx, { actor, params }) => {
    const ended = await endSessionsOf(ctx, actor.userId, { only: params.id });
    if (ended === 0) throw new Problem("session-not-found");
  });
}

function addApiKeyRoutes(app: Express, context: AccountsDeps): void {
  serve(app, context, operations.createApiKey, (ctx, { actor, body }) => createApiKey(ctx, actor, body));
  serve(app, context, operations.listApiKeys, async ({ db }, { actor }) => ({
    items: (await findApiKeys(db, actor.userId)).map(toApiKeyBody),
  }));
  serve(app, context, operations.deleteApiKey, (ctx, { actor, params }) => revokeApiKey(ctx, actor.userId, params.id));
}

function toSessionBody(session: SessionRecord, actor: UserActor): Session {
  return {
    id: session.id,
    user_agent: session.userAgent,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    is_current: session.id === actor.sessionId,
  };
}
