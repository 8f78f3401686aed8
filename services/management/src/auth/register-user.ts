import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Client } from "../core.ts";
import type { AuthDeps } from "./deps.ts";
import { sendKnownAddress } from "./mail/send-known-address.ts";
import { sendVerification } from "./mail/send-verification.ts";
import { assertUncommonPassword } from "./password/common-passwords.ts";
import { hashPassword } from "./password/password.ts";
import { inPasswordLane } from "./password/password-lane.ts";
import { upsertKnownNetwork } from "./session/known-network-store.ts";
import { insertPersonalWorkspace, insertUser, type UserRecord } from "./user-store.ts";

export interface NewAccount {
  email: string;
  password: string;
  full_name?: string | null | undefined;
}

interface RegisterOptions {
  /** Whether the person may register although registration is disabled. */
  isInvited?: boolean;
  /** Runs in the same transaction; if it throws, no account is created. */
  within?: (tx: Db, user: UserRecord) => Promise<void>;
}

/**
 * Sends a confirmation mail in the background.
 *
 * @throws Problem "registration-disabled"; "email-taken", unless EMAIL_VERIFICATION is required: then the owner of the address gets a mail
 * instead; "validation-failed" for a common password
 */
export async function registerUser(
  context: AuthDeps,
  input: NewAccount,
  client: Client,
  { isInvited = false, within }: RegisterOptions = {},
): Promise<UserRecord> {
  if (!context.config.auth.isRegistrationEnabled && !isInvited) throw new Problem("registration-disabled");
  assertUncommonPassword(input.password, "/password");
  const passwordHash = await inPasswordLane(context, client, "stranger", () =>
    hashPassword(input.password, context.passwordCost),
  );
  const newUser = { id: uuidv7(), email: input.email, fullName: input.full_name ?? null, passwordHash };
  const insert = async (tx: Db, account: typeof newUser): Promise<UserRecord | undefined> => {
    const user = await insertUser(tx, account);
    if (!user) return undefined;
    await insertPersonalWorkspace(tx, uuidv7(), user.id);
    await upsertKnownNetwork(tx, context.config.secretKeys, { userId: user.id, network: client.network });
    await within?.(tx, user);
    return user;
  };
  const user = await context.db.transaction().execute(tx => insert(tx, newUser));
  if (user) {
    context.background.run("verification mail", async () => {
      await context.limits.takeMail(user.email, { confirmationOf: user.id, network: client.network });
      await sendVerification(context, user, client);
    });
    return user;
  }
  if (context.config.auth.emailVerification !== "required") throw new Problem("email-taken");
  const simulated = await simulateRegistration(context.db, tx =>
    insert(tx, { ...newUser, email: `${newUser.id}@invalid` }),
  );
  context.background.run("known address mail", () => sendKnownAddress(context, input.email, client));
  return { ...simulated, email: input.email };
}

/** Rolls back a made-up registration, so that neither the response nor its time reveals that an account exists. */
async function simulateRegistration(db: Db, insert: (tx: Db) => Promise<UserRecord | undefined>): Promise<UserRecord> {
  const tx = await db.startTransaction().execute();
  try {
    const user = await insert(tx);
    if (!user) throw new Error("a generated address is taken");
    return user;
  } finally {
    await tx.rollback().execute();
  }
}
