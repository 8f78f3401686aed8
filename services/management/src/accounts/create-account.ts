import type { RegisterUser } from "@shunt/contracts/accounts";
import { registerUser, type UserRecord } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { assertInvited, markRegistered } from "../workspaces/index.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * Where registration is disabled, an invitation admits one account. It does not confirm the address: the owner who invited knows the
 * secret, too.
 *
 * @throws Problem "invitation-not-found" or "invitation-for-other", and as `registerUser` does
 */
export async function createAccount(
  context: AccountsDeps,
  { invitation_token: token, ...account }: RegisterUser,
  client: Client,
): Promise<UserRecord> {
  if (context.config.auth.isRegistrationEnabled || token === undefined) return registerUser(context, account, client);
  const invited = { token, email: account.email };
  // Before the password is hashed, which is work for nothing without an invitation.
  await assertInvited(context.db, invited);
  return registerUser(context, account, client, {
    isInvited: true,
    within: (tx, user) => markRegistered(tx, user.id, invited),
  });
}
