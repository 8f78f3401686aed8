import { Problem } from "@shunt/contracts/problem";
import type { Mail } from "@shunt/runtime/outbound";
import type { AuthDeps } from "../deps.ts";

const retryAfterSeconds = 60;

/** @throws Problem "unavailable", without the mail server's message, which usually contains the address */
export async function sendMail({ mailer }: Pick<AuthDeps, "mailer">, mail: Mail): Promise<void> {
  await mailer.send(mail).catch((err: { code?: unknown; responseCode?: unknown }) => {
    const cause = new Error(
      `mail server did not accept the mail: ${err.code ?? "no code"} ${err.responseCode ?? ""}`.trim(),
    );
    throw new Problem("unavailable", "The mail could not be sent. Try again in a minute", { cause, retryAfterSeconds });
  });
}
