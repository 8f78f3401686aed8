import type { Person, RegisterMember } from "@shunt/contracts/social";
import { registerUser } from "../../auth/index.ts";
import type { Client } from "../../core.ts";
import type { SocialContext } from "../social-context.ts";
import { setUsername } from "./person-store.ts";

/**
 * Registers the account and its username in one transaction.
 *
 * @throws Problem "username-taken", and as `registerUser` does
 */
export async function registerMember(
  context: SocialContext,
  { username, ...account }: RegisterMember,
  client: Client,
): Promise<Person> {
  const user = await registerUser(context, account, client, {
    within: (tx, { id }) => setUsername(tx, id, username),
  });
  return { user_id: user.id, username };
}
