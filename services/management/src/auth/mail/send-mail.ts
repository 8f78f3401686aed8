import { Problem } from "@shunt/contracts/problem";
import type { Mail } from "@shunt/runtime/outbound";
import type { AuthDeps } from "../deps.ts";

const retryAfterSeconds = 60;

/** @throws Problem "unavailable" that names no address, although what the mail server said most often does */
export async function sendMail({ mailer }: Pick<AuthDeps, "mailer">, mail: Mail): Promise<void> {
  await mailer.send(mail).catch((err: { code?: unknown; responseCode?: unknown }) => {
    const cause = new Error(
      `the mail server did not take it: ${err.code ?? "no code"} ${err.responseCode ?? ""}`.trim(),
    );
    throw new Problem("unavailable", "The mail could not be sent; try again later", { cause, retryAfterSeconds });
  });
}
