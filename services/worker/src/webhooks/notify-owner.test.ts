import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createLogger, createMetrics } from "@shunt/runtime";
import { createMailer } from "@shunt/runtime/outbound";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";
import { notifyOwner } from "./notify-owner.ts";

test("notifyOwner mails the creator the URL, the reason and how to enable the webhook again", async () => {
  const { promise: received, resolve } = Promise.withResolvers<string>();
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) =>
      void text(stream)
        .then(resolve)
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

  await notifyOwner(mailer, "https://app.example", { ...webhook, email: "ann@example.com" });
  await notifyOwner(mailer, "https://app.example", { ...webhook, email: null });

  // Quoted-printable breaks long lines.
  const mail = (await received).replaceAll("=\r\n", "");
  expect(mail).toMatch(/^To: ann@example.com/m);
  expect(mail).toMatch(/^Subject: .*hooks.example/m);
  for (const part of [webhook.url, webhook.reason, `https://app.example/api/v1/webhooks/${webhook.id}`])
    expect(mail).toContain(part);
  await mailer.stop();
  await new Promise<void>(closed => server.close(closed));
});
