import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { createLogger } from "../process/logger.ts";
import { createMailer } from "./mailer.ts";

const log = createLogger("test", "silent");
const mail = { to: "ann@example.com", subject: "Grüße", text: "https://example.com/reset?token=abc" };

async function startMailServer(onMail: (source: string) => void, options: { refuses?: boolean } = {}) {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(options.refuses ? new Error("no such mailbox") : null),
    onData: (stream, _session, done) =>
      void text(stream)
        .then(onMail)
        .then(() => done(), done),
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise<void>(resolve => server.close(resolve)) };
}

test("createMailer delivers mail with sender, recipient and text unchanged", async () => {
  const received: string[] = [];
  const server = await startMailServer(source => received.push(source));
  const mailer = createMailer({
    smtpUrl: server.url,
    from: "Shunt <shunt@example.com>",
    log,
    registry: createMetrics("test"),
  });

  await mailer.send(mail);
  await mailer.stop();
  await server.stop();

  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^From: Shunt <shunt@example.com>/m);
  expect(received[0]).toMatch(/^To: ann@example.com/m);
  expect(received[0]).toContain(mail.text);
});

test("send rejects if the mail server refuses the mail or is unreachable", async () => {
  const server = await startMailServer(() => {}, { refuses: true });
  const refused = createMailer({
    smtpUrl: server.url,
    from: "shunt@example.com",
    log,
    registry: createMetrics("test"),
  });

  await expect(refused.send(mail)).rejects.toThrow("no such mailbox");
  await refused.stop();
  await server.stop();
  const gone = createMailer({ smtpUrl: server.url, from: "shunt@example.com", log, registry: createMetrics("test") });
  await expect(gone.send(mail)).rejects.toThrow(/ECONNREFUSED|connect/);
  await gone.stop();
});
