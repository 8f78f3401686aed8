import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { findUser } from "../user-store.ts";
import { sendVerification } from "./send-verification.ts";

/** @throws Problem "email-verified", "rate-limited" or "unavailable" */
export async function requestVerification(context: AuthDeps, actor: UserActor, client: Client): Promise<void> {
  const user = await findUser(context.db, actor.userId);
  if (!user) throw new Problem("invalid-token");
  if (user.isVerified) throw new Problem("email-verified");
  await context.limits.takeMail(user.email, { confirmationOf: user.id, network: client.network });
  await sendVerification(context, user, client);
}
