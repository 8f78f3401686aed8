import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createLogger, createMetrics } from "@shunt/runtime";
import { createMailer } from "@shunt/runtime/outbound";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";
import { notifyOfDisabled } from "./notify-of-disabled.ts";

test("notifyOfDisabled mails each recipient the URL, the reason and how to enable the webhook again", async () => {
  const received: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith("refused") ? new Error("no such mailbox") : undefined),
    onData: (stream, _session, done) =>
      void text(stream)
        .then(mail => received.push(mail))
        .then(() => done(), done),
  });
  await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "Shunt <shunt@example.com>",
    log: createLogger("test", "silent"),
    registry: createMetrics("test"),
  });
  const webhook = { id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf", url: "https://hooks.example/x", reason: "It is gone" };
  const recipients = ["refused", "ann", "bob"].map(name => ({
    email: `${name}@example.com`,
    language: name === "bob" ? "de" : null,
  }));

  await expect(notifyOfDisabled(mailer, "https://app.example", { ...webhook, recipients })).rejects.toThrow(
    "1 of 3 mails",
  );

  // Quoted-printable breaks long lines.
  const mails = received.map(mail => mail.replaceAll("=\r\n", ""));
  expect(mails.map(mail => /^To: (.*?)\r?$/m.exec(mail)?.[1]).sort()).toEqual(["ann@example.com", "bob@example.com"]);
  expect(mails.map(mail => /^Subject: (.*?)\r?$/m.exec(mail)?.[1]).sort()).toEqual([
    "Ihr Webhook zu hooks.example wurde ausgeschaltet",
    "Your webhook to hooks.example has been disabled",
  ]);
  for (const mail of mails) {
    for (const part of [webhook.url, webhook.reason, `https://app.example/developers/webhooks/${webhook.id}`])
      expect(mail).toContain(part);
  }
  await mailer.stop();
  await new Promise<void>(closed => server.close(closed));
});
