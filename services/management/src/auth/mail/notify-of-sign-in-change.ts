import type { SignInChange } from "@shunt/pages/mails";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { findUser } from "../user-store.ts";
import { sendMail } from "./send-mail.ts";

/**
 * Mails the owner in the background, so that no change to the sign-in goes unnoticed. Call it after the commit.
 *
 * @param client that made the change; undefined for an administrator's
 */
export function notifyOfSignInChange(
  context: AuthDeps,
  userId: string,
  change: SignInChange,
  client: Client | undefined,
): void {
  context.background.run("sign-in change mail", async () => {
    const user = await findUser(context.db, userId);
    if (!user) return;
    const { appUrl } = context.config;
    const { email } = user;
    await sendMail(context, { to: email, client }, texts => texts.signInChanged({ appUrl, email, change }));
  });
}
