import { checkMailServer } from "@shunt/runtime/outbound";
import { error, type Finding, ok } from "./finding.ts";

/** Whether mail would be taken, as far as can be told without sending any. @param smtpUrl `SMTP_URL` */
export async function checkMail(smtpUrl: string | undefined): Promise<Finding> {
  const name = "mail";
  if (smtpUrl === undefined) return ok(name, "SMTP_URL is not set: mail is written to the log");
  const { host } = new URL(smtpUrl);
  try {
    await checkMailServer(smtpUrl);
    return ok(name, `${host} answers`);
  } catch (err) {
    const advice = "see whether SMTP_URL names the server with the right port, user and password";
    return error(name, `${host}: ${(err as Error).message}`, advice);
  }
}
