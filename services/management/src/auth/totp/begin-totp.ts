import type { BeginTotp, NewTotp } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { requirePassword } from "../password/require-password.ts";
import { createTotpBox, createTotpSecret, toTotpUri } from "./totp.ts";
import { upsertTotpSecret } from "./totp-store.ts";

/**
 * Creates a secret. Sign-ins need no code until `confirmTotp` has received one.
 *
 * @throws Problem "wrong-password" or "totp-enabled"
 */
export async function beginTotp(
  context: AuthDeps,
  actor: UserActor,
  { password }: BeginTotp,
  client: Client,
): Promise<NewTotp> {
  const { email } = await requirePassword(context, actor, password, client);
  const secret = createTotpSecret();
  const sealed = createTotpBox(context.config.secretKeys).seal(secret);
  if (!(await upsertTotpSecret(context.db, actor.userId, sealed))) throw new Problem("totp-enabled");
  return { secret, uri: toTotpUri(secret, email) };
}
