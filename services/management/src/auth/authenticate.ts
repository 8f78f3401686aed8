import { type Operation, Problem } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { findUser } from "./user-store.ts";

/**
 * Who sends the request, by its bearer token. The account is looked up, so that disabling it ends its access at once.
 *
 * @throws Problem "not-authenticated" where a token is required, "invalid-token" when one is sent that is not valid.
 */
export async function authenticate(
  { db, tokens }: Context,
  authorization: string | undefined,
  requirement: Operation["auth"],
): Promise<Actor | undefined> {
  if (requirement === "none") return undefined;
  if (authorization === undefined) {
    if (requirement === "optional") return undefined;
    throw new Problem("not-authenticated");
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) throw new Problem("invalid-token", "The Authorization header must be: Bearer <token>");
  const { userId } = tokens.readAccessToken(token);
  const user = await findUser(db, userId);
  if (!user?.isActive) throw new Problem("invalid-token");
  return { userId, role: user.role };
}
