import { Problem, type VerifyEmail } from "@shunt/contracts";
import type { Context } from "../context.ts";
import { useMailToken } from "./mail-token-store.ts";
import { hashSecret } from "./tokens.ts";
import { markVerified } from "./user-store.ts";

/** @throws Problem "mail-token-invalid", also for an account that is disabled */
export async function verifyEmail({ db }: Context, { token }: VerifyEmail): Promise<void> {
  await db.transaction().execute(async tx => {
    const userId = await useMailToken(tx, hashSecret(token), "verify-email");
    if (userId === undefined || !(await markVerified(tx, userId))) throw new Problem("mail-token-invalid");
  });
}
