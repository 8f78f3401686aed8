import { checkMailServer } from "@shunt/runtime/outbound";
import { error, type Finding, ok } from "./finding.ts";

/** Connects and signs in to the mail server, without sending mail. @param smtpUrl `SMTP_URL` */
export async function checkMail(smtpUrl: string | undefined): Promise<Finding> {
  const name = "mail";
  if (smtpUrl === undefined) return ok(name, "SMTP_URL is not set: mail is written to the log");
  const { host } = new URL(smtpUrl);
  try {
    await checkMailServer(smtpUrl);
    return ok(name, `${host} answers`);
  } catch (err) {
    const advice = "check the host, port, user and password in SMTP_URL";
    return error(name, `${host}: ${(err as Error).message}`, advice);
  }
}
