import type { Registry } from "prom-client";
import { createCounter } from "../metrics/counter.ts";
import type { Logger } from "../process/logger.ts";
import { untilAborted } from "../process/until-aborted.ts";

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** With angle brackets; the same for each attempt to send a mail. Default: a new one. */
  messageId?: string;
}

export interface Mailer {
  /** @throws Error when the mail server rejects it, or has not answered when `givingUp` aborts; the mail may be sent even so */
  send(mail: Mail): Promise<void>;
  stop(): Promise<void>;
}

export interface MailerOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; without it, mail is logged instead of sent. */
  smtpUrl: string | undefined;
  /** The sender, such as `Shunt <links@example.com>`. */
  from: string;
  log: Logger;
  registry: Registry;
  /** Ends mails that are being sent. */
  givingUp?: AbortSignal;
}

const timeoutMs = 10_000;
const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
const connections = 2;
/** Keeps notes of absence from answering (RFC 3834). */
const automatic = { "Auto-Submitted": "auto-generated" };

/** Returns the default sender. @param appUrl origin of the API */
export function toSender(appUrl: string): string {
  return `Shunt <shunt@${new URL(appUrl).hostname}>`;
}

/** Creates a mailer. It keeps connections open; `stop` closes them. */
export function createMailer({ smtpUrl, from, log, registry, givingUp }: MailerOptions): Mailer {
  const mails = createCounter(registry, {
    name: "shunt_mails_total",
    help: "Mails by outcome: accepted by the mail server, refused for their recipient, or failed otherwise",
    labels: { outcome: ["sent", "refused", "failed"] },
  });
  if (smtpUrl === undefined) {
    return {
      send: async mail => log.warn({ mail }, "mail not sent: SMTP_URL is not set"),
      stop: async () => {},
    };
  }
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    async send(mail) {
      transport ??= openTransport(smtpUrl, from);
      try {
        const sending = (await transport).sendMail(mail);
        await (givingUp ? untilAborted(givingUp, sending) : sending);
      } catch (err) {
        mails.inc({ outcome: isRefusedRecipient(err) ? "refused" : "failed" });
        throw err;
      }
      mails.inc({ outcome: "sent" });
    },
    stop: async () => (await transport)?.close(),
  };
}

/** Whether the server works but does not accept this address. */
function isRefusedRecipient(err: unknown): boolean {
  const { command, responseCode = 0 } = err as { command?: string; responseCode?: number };
  return command === "RCPT TO" && responseCode >= 500;
}

/** Loads nodemailer at the first mail, so that services start faster. */
async function openTransport(smtpUrl: string, from: string) {
  const { createTransport } = await import("nodemailer");
  return createTransport(
    {
      url: smtpUrl,
      ...timeouts,
      pool: true,
      maxConnections: connections,
      // Keeps mail contents from making this server read files or fetch URLs.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from, headers: automatic },
  );
}

/** Connects and signs in without sending mail. @throws Error when either fails */
export async function checkMailServer(smtpUrl: string): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
