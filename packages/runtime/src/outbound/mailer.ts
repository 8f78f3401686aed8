import { createTransport } from "nodemailer";
import type { Logger } from "../process/logger.ts";

export interface Mail {
  to: string;
  subject: string;
  /** Plain text: what matters in it is a link. */
  text: string;
}

export interface Mailer {
  /** @throws Error when the server does not take it */
  send(mail: Mail): Promise<void>;
  stop(): void;
}

export interface MailerOptions {
  /** `smtp://user:password@host:port`, or `smtps://`; without it, mail is written to the log. */
  smtpUrl: string | undefined;
  /** Whom mail comes from, such as `Shunt <links@example.com>`. */
  from: string;
  log: Logger;
}

const timeoutMs = 10_000;
const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
const connections = 2;

/** Whom mail comes from where nothing else is said. @param appUrl origin of the API */
export function toSender(appUrl: string): string {
  return `Shunt <shunt@${new URL(appUrl).hostname}>`;
}

/** Makes what sends mail. Connections are kept; end them with `stop`. */
export function createMailer({ smtpUrl, from, log }: MailerOptions): Mailer {
  if (smtpUrl === undefined) {
    return {
      send: async mail => log.warn({ mail }, "mail is not sent, as SMTP_URL is not set"),
      stop() {},
    };
  }
  const transport = createTransport(
    {
      url: smtpUrl,
      ...timeouts,
      pool: true,
      maxConnections: connections,
      // A text is a text: nothing in it makes this server read a file or fetch a URL.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send(mail) {
      await transport.sendMail(mail);
    },
    stop: () => transport.close(),
  };
}

/** Connects and signs in, and sends nothing. @throws Error when the server does not answer, or does not let us in */
export async function checkMailServer(smtpUrl: string): Promise<void> {
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
