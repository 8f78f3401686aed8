import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export interface Mailbox {
  smtpUrl: string;
  /** Received mails, without the soft line breaks of quoted-printable. */
  mails: string[];
  stop(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const mails: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) =>
      void text(stream)
        .then(mail => mails.push(mail.replaceAll("=\r\n", "")))
        .then(() => done(), done),
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mails,
    stop: () => new Promise<void>(resolve => server.close(resolve)),
  };
}
