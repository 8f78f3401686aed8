import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { createMetrics, type Registry } from "../metrics/metrics.ts";
import { createLogger } from "../process/logger.ts";
import { createMailer } from "./mailer.ts";

const log = createLogger("test", "silent");
const mail = { to: "ann@example.com", subject: "Grüße", text: "https://example.com/reset?token=abc" };

async function startMailServer(onMail: (source: string) => void, refuse: { recipient?: Error; mail?: Error } = {}) {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refuse.recipient),
    onData: (stream, _session, done) =>
      void text(stream)
        .then(onMail)
        .then(() => done(refuse.mail), done),
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise<void>(resolve => server.close(resolve)) };
}

test("createMailer delivers mail with sender, recipient and text unchanged, as one that no program answers", async () => {
  const received: string[] = [];
  const server = await startMailServer(source => received.push(source));
  const registry = createMetrics("test");
  const mailer = createMailer({ smtpUrl: server.url, from: "Shunt <shunt@example.com>", log, registry });

  await mailer.send(mail);
  await mailer.stop();
  await server.stop();

  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^From: Shunt <shunt@example.com>/m);
  expect(received[0]).toMatch(/^To: ann@example.com/m);
  expect(received[0]).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(received[0]).toContain(mail.text);
  expect(await readOutcomes(registry)).toEqual({ sent: 1, refused: 0, failed: 0 });
});

test("send rejects if the server refuses the mail or does not respond, and counts outcomes", async () => {
  const registry = createMetrics("test");
  const refusing = await startMailServer(() => {}, { recipient: new Error("no such mailbox") });
  const refused = createMailer({ smtpUrl: refusing.url, from: "shunt@example.com", log, registry });

  await expect(refused.send(mail)).rejects.toThrow("no such mailbox");
  expect(await readOutcomes(registry)).toEqual({ sent: 0, refused: 1, failed: 0 });
  await refused.stop();
  await refusing.stop();
  const unreachable = createMetrics("test");
  const gone = createMailer({ smtpUrl: refusing.url, from: "shunt@example.com", log, registry: unreachable });
  await expect(gone.send(mail)).rejects.toThrow(/ECONNREFUSED|connect/);
  expect(await readOutcomes(unreachable)).toEqual({ sent: 0, refused: 0, failed: 1 });
  await gone.stop();
});

test.each([
  ["a recipient for now", { recipient: Object.assign(new Error("greylisted"), { responseCode: 450 }) }],
  ["the content forever", { mail: Object.assign(new Error("looks like spam"), { responseCode: 554 }) }],
])("send counts a mail as failed if the server refuses %s", async (_what, refuse) => {
  const server = await startMailServer(() => {}, refuse);
  const registry = createMetrics("test");
  const mailer = createMailer({ smtpUrl: server.url, from: "shunt@example.com", log, registry });

  await expect(mailer.send(mail)).rejects.toThrow();
  await mailer.stop();
  await server.stop();

  expect(await readOutcomes(registry)).toEqual({ sent: 0, refused: 0, failed: 1 });
});

test("send rejects when it is given up while the server does not answer", async () => {
  const sockets: Socket[] = [];
  const server = createServer(socket => void sockets.push(socket.on("error", () => {})));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const smtpUrl = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const registry = createMetrics("test");
  const givingUp = new AbortController();
  const mailer = createMailer({ smtpUrl, from: "shunt@example.com", log, registry, givingUp: givingUp.signal });
  const connected = once(server, "connection");

  const sending = expect(mailer.send(mail)).rejects.toThrow(/aborted/);
  await connected;
  givingUp.abort();

  await sending;
  await expect(mailer.send(mail)).rejects.toThrow(/aborted/);
  await mailer.stop();
  expect(await readOutcomes(registry)).toEqual({ sent: 0, refused: 0, failed: 2 });
});

/** Reads `shunt_mails_total` by outcome. */
async function readOutcomes(registry: Registry): Promise<Record<string, number>> {
  const lines = (await registry.metrics()).matchAll(/^shunt_mails_total\{outcome="(\w+)".*\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, outcome, count]) => [outcome, Number(count)]));
}
