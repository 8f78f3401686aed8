import { type BeginTotp, type NewTotp, Problem } from "@shunt/contracts";
import type { Client, Context } from "../context.ts";
import type { UserActor } from "./actor.ts";
import { requirePassword } from "./require-password.ts";
import { createTotpBox, createTotpSecret, toTotpUri } from "./totp.ts";
import { keepTotpSecret } from "./totp-store.ts";

/** Makes a secret; log-ins need no code until one of its codes has come back. @throws Problem "wrong-password", "totp-enabled" */
export async function beginTotp(
  context: Context,
  actor: UserActor,
  { password }: BeginTotp,
  client: Client,
): Promise<NewTotp> {
  const { email } = await requirePassword(context, actor, password, client);
  const secret = createTotpSecret();
  const sealed = createTotpBox(context.config.secretKeys).seal(secret);
  if (!(await keepTotpSecret(context.db, actor.userId, sealed))) throw new Problem("totp-enabled");
  return { secret, uri: toTotpUri(secret, email) };
}
