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
  stop(): Promise<void>;
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
      stop: async () => {},
    };
  }
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    async send(mail) {
      transport ??= openTransport(smtpUrl, from);
      await (await transport).sendMail(mail);
    },
    stop: async () => (await transport)?.close(),
  };
}

/** Loads nodemailer for the first mail: a service starts sooner without it. */
async function openTransport(smtpUrl: string, from: string) {
  const { createTransport } = await import("nodemailer");
  return createTransport(
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
}

/** Connects and signs in, and sends nothing. @throws Error when the server does not answer, or does not let us in */
export async function checkMailServer(smtpUrl: string): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
