import { Problem } from "@shunt/contracts/problem";
import type { Request } from "express";
import type { UserActor } from "../access/index.ts";
import type { UserRecord } from "../auth/index.ts";
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
