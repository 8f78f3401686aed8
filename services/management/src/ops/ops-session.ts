import type { Credentials } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Request } from "express";
import { v7 as uuidv7 } from "uuid";
import type { UserActor } from "../access/index.ts";
import { admitLogin, findUser, type UserRecord, upsertSession } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { type Cookie, createCookie } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";

export const opsSessionMs = 12 * 60 * 60_000;

/** Cookie of the pages below `/ops`. */
export const createOpsCookie = (appUrl: string) => createCookie("shunt-ops", { appUrl, path: "/ops" });

export interface Operator extends UserRecord {
  sessionId: string;
  /** Postgres does not respond: the operator may look, and do nothing that needs a check. */
  isRemembered: boolean;
}

/**
 * Returns a token for the operations pages only. Its session is listed with the account's other sessions.
 *
 * @throws Problem as `admitLogin` does, or "admin-only", without creating a session
 */
export async function signInToOps(
  context: OpsDeps,
  input: Credentials,
  client: Client,
  userAgent: string,
): Promise<string> {
  const token = await admitLogin(context, input, client, async (tx, userId) => {
    const user = await findUser(tx, userId);
    if (user?.role !== "admin") return undefined;
    const id = uuidv7();
    await upsertSession(tx, { id, userId, userAgent, expiresAt: new Date(Date.now() + opsSessionMs) });
    return context.tokens.issueOpsToken(userId, id, opsSessionMs / 1_000);
  });
  if (token === undefined) throw new Problem("admin-only", "The operations pages are for administrators only");
  return token;
}

/**
 * Returns a token for the operations pages that ends with a session of the API. This process remembers the session from
 * now on.
 */
export async function issueTokenOf(
  { tokens, operators }: OpsDeps,
  { userId, sessionId }: Pick<UserActor, "userId" | "sessionId">,
): Promise<string> {
  await operators.find(sessionId);
  return tokens.issueOpsToken(userId, sessionId, opsSessionMs / 1_000);
}

/**
 * Returns undefined unless an active administrator with an active session sent the request.
 *
 * @throws Problem "unavailable" if Postgres does not respond and this process does not remember the session
 */
export async function findOperator(context: OpsDeps, cookie: Cookie, req: Request): Promise<Operator | undefined> {
  const sessionId = readSessionId(context, cookie.read(req));
  if (sessionId === undefined) return undefined;
  const found = await context.operators.find(sessionId);
  return found && { ...found.user, sessionId, isRemembered: found.isRemembered };
}

function readSessionId({ tokens }: OpsDeps, token: string | undefined): string | undefined {
  try {
    return token === undefined ? undefined : tokens.readOpsToken(token).sessionId;
  } catch (err) {
    if (err instanceof Problem) return undefined;
    throw err;
  }
}
