import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { waitFor } from "@shunt/testing";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  from: string;
  to: string;
  subject: string;
  text: string;
}

export interface MailServer {
  url: string;
  mails: readonly ReceivedMail[];
  /** Waits for `count` mails with a link to the page. Returns the token of the last one. */
  waitForToken(to: string, page: "verify-email" | "reset-password", count?: number): Promise<string>;
  stop(): Promise<void>;
}

/** A real SMTP server that stores received mails. @param refuses whether it rejects every mailbox */
export async function startMailServer({ refuses = false } = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: ({ address }, _session, done) => done(refuses ? new Error(`no such mailbox: ${address}`) : null),
    onData: (stream, _session, done) =>
      void text(stream)
        .then(source => mails.push(toMail(source)))
        .then(() => done(), done),
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    waitForToken: (to, page, count = 1) =>
      waitFor(
        () => {
          const tokens = mails.filter(mail => mail.to === to).flatMap(mail => readToken(mail, page) ?? []);
          return tokens.length >= count && tokens.at(-1);
        },
        { what: `mail ${count} to ${to} with a link to ${page}` },
      ).then(String),
    stop: () => new Promise<void>(resolve => server.close(resolve)),
  };
}

function toMail(source: string): ReceivedMail {
  const end = source.indexOf("\r\n\r\n");
  const [head, body] = [source.slice(0, end).replace(/\r\n[ \t]/g, " "), source.slice(end + 4)];
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trim() ?? "";
  return {
    from: header("From"),
    to: header("To"),
    subject: decodeWords(header("Subject")),
    text: decodeBody(body, header("Content-Transfer-Encoding")).replaceAll("\r\n", "\n"),
  };
}

/** Long lines and some letters beyond ASCII are quoted-printable, many such letters base64. */
function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  return encoding === "quoted-printable" ? decodeQuoted(body.replaceAll("=\r\n", "")) : body;
}

/** Decodes letters beyond ASCII in a header (RFC 2047). */
function decodeWords(header: string): string {
  return header
    .replace(/\?= =\?/g, "?==?")
    .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(word, "base64").toString() : decodeQuoted(word.replaceAll("_", " ")),
    );
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

function readToken({ text: body }: ReceivedMail, page: string): string | undefined {
  return new RegExp(`^https?://\\S+/${page}\\?token=([\\w-]{43})$`, "m").exec(body)?.[1];
}
