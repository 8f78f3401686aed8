import { createTransport } from "nodemailer";
import type { Logger } from "./logger.ts";

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
const connections = 2;

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
      pool: true,
      maxConnections: connections,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
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
