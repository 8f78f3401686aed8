import { Problem, type RegisterUser } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { refuseCommonPassword } from "./common-passwords.ts";
import { hashPassword } from "./password.ts";
import { sendVerification } from "./send-verification.ts";
import { insertPersonalWorkspace, insertUser, type UserRecord } from "./user-store.ts";

/**
 * Mail to confirm the address follows.
 *
 * @param within is run in the same transaction: what it throws leaves no account behind
 * @throws Problem "email-taken", or "validation-failed" for a password that everybody tries
 */
export async function registerUser(
  context: Context,
  input: RegisterUser,
  within: (tx: Db, user: UserRecord) => Promise<void> = async () => {},
): Promise<UserRecord> {
  refuseCommonPassword(input.password, "/password");
  const passwordHash = await hashPassword(input.password);
  const user = await context.db.transaction().execute(async tx => {
    const fullName = input.full_name ?? null;
    const user = await insertUser(tx, { id: uuidv7(), email: input.email, fullName, passwordHash });
    if (!user) throw new Problem("email-taken");
    await insertPersonalWorkspace(tx, uuidv7(), user.id);
    await within(tx, user);
    return user;
  });
  context.background.run("verification mail", () => sendVerification(context, user));
  return user;
}
