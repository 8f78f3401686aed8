import { selectClicks } from "@shunt/db";
import { type Received, startReceiver, waitFor } from "@shunt/testing";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Mailbox, startMailbox } from "./harness/start-mailbox.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let mailbox: Mailbox;
let shunt: Shunt;
beforeAll(async () => {
  mailbox = await startMailbox();
  shunt = await startShunt({
    env: { OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8", SMTP_URL: mailbox.smtpUrl, EMAIL_VERIFICATION: "off" },
  });
});
afterAll(async () => {
  await shunt.stop();
  await mailbox.stop();
});

const firefox = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
const events = ["link.created", "link.updated", "link.deleted", "link.clicked"];

// Receivers read bodies of many shapes.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Delivered = { id: unknown; type: string; data: any };

async function aReceiver() {
  const answered: Received[] = [];
  const door = { isOpen: true, status: 204 };
  const { url, received, stop } = await startReceiver((res, request) => {
    if (!door.isOpen) return;
    answered.push(request);
    res.writeHead(door.status).end();
  });
  onTestFinished(stop);
  return { url, received, answered, door };
}

/** An owner with a webhook. `readDelivered` returns each delivered event once and verifies its signature. */
async function anIntegration() {
  const receiver = await aReceiver();
  const owner = await shunt.signUp();
  const { status, body } = await owner.call("POST", "/webhooks", { url: receiver.url, events });
  expect(status).toBe(201);
  return {
    owner,
    receiver,
    webhookId: body.id as string,
    readDelivered: () => readDelivered(receiver.answered, body.secret),
  };
}

function readDelivered(answered: readonly Received[], secret: string): Delivered[] {
  const read = ({ headers, body }: Received): Delivered => {
    const event = new Webhook(secret).verify(body, headers as Record<string, string>) as Omit<Delivered, "id">;
    return { id: headers["webhook-id"], ...event };
  };
  return [...new Map(answered.map(read).map(event => [event.id, event])).values()];
}

const toTypes = (delivered: readonly Delivered[]) => delivered.map(({ type }) => type).sort();

/** Clicks until a click is delivered: workers learn of a new webhook only within seconds. */
async function clickUntilDelivered(code: string, readDelivered: () => Delivered[]): Promise<void> {
  await waitFor(
    async () => {
      await shunt.click(code, { headers: firefox });
      return readDelivered().some(({ type }) => type === "link.clicked");
    },
    { what: "a click to be delivered" },
  );
}

test("a webhook receives every event once, signed", async () => {
  const { owner, receiver, webhookId, readDelivered } = await anIntegration();

  const { body: made } = await owner.call("POST", "/urls", { original_url: "https://example.com/a" });
  const { body: changed } = await owner.call("PATCH", `/urls/${made.id}`, { title: "Spring" });
  await clickUntilDelivered(made.short_code, readDelivered);
  await owner.call("DELETE", `/urls/${made.id}`);
  expect((await owner.call("POST", `/webhooks/${webhookId}/test`)).status).toBe(204);
  await waitFor(() => readDelivered().some(({ type }) => type === "webhook.test"), { what: "the test event" });

  const delivered = readDelivered();
  const dataOf = (type: string) => delivered.filter(event => event.type === type).map(({ data }) => data);
  // Receivers must not be able to claim a link.
  const { claim: _, ...created } = made;
  expect(dataOf("link.created")).toEqual([created]);
  expect(dataOf("link.updated")).toEqual([changed]);
  expect(dataOf("link.deleted")).toMatchObject([{ id: made.id, short_code: made.short_code }]);
  for (const { clicks } of dataOf("link.clicked"))
    for (const click of clicks)
      expect(click).toMatchObject({ link_id: made.id, short_code: made.short_code, browser: "Firefox" });
  expect(receiver.received).toHaveLength(delivered.length);
  await waitFor(
    async () => {
      const { body } = await owner.call("GET", `/webhooks/${webhookId}/deliveries?status=delivered&size=100`);
      const recorded = body.items.map((item: { event_id: string }) => item.event_id);
      return delivered.every(({ id }) => recorded.includes(id));
    },
    { what: "the deliveries to be recorded" },
  );
}, 60_000);

test("POST /webhooks/{id}/deliveries/{id}/replay sends the event again under the same id", async () => {
  const { owner, receiver, webhookId, readDelivered } = await anIntegration();
  await owner.makeLink();
  await waitFor(() => receiver.received.length === 1, { what: "the event" });
  const delivered = await waitFor(
    async () => (await owner.call("GET", `/webhooks/${webhookId}/deliveries?status=delivered`)).body.items[0],
    { what: "the delivery to be recorded" },
  );

  const { status } = await owner.call("POST", `/webhooks/${webhookId}/deliveries/${delivered.id}/replay`);

  expect(status).toBe(204);
  await waitFor(() => receiver.received.length === 2, { what: "the event again" });
  expect(readDelivered()).toHaveLength(1);
});

test("a webhook that answers 410 Gone is disabled, and its owner gets a mail with the reason", async () => {
  const { owner, receiver, webhookId } = await anIntegration();
  receiver.door.status = 410;

  await owner.makeLink();

  const mail = await waitFor(() => mailbox.mails.find(each => each.includes(webhookId)), { what: "the mail" });
  expect(mail).toMatch(/^From: Shunt <shunt@localhost>/m);
  expect(mail).toContain(receiver.url);
  expect((await owner.call("GET", `/webhooks/${webhookId}`)).body).toMatchObject({
    is_active: false,
    disabled_reason: "The receiver answered 410 Gone",
  });
  await owner.makeLink();
  expect((await owner.call("GET", `/webhooks/${webhookId}/deliveries`)).body.items).toHaveLength(1);
});

test("the worker delivers each event under one id after it is killed during deliveries", async () => {
  const { owner, receiver, readDelivered } = await anIntegration();
  receiver.door.isOpen = false;
  const links = await Promise.all(Array.from({ length: 10 }, () => owner.makeLink()));
  await waitFor(() => receiver.received.length >= 4, { what: "deliveries to be under way" });

  await shunt.worker.end("SIGKILL");
  receiver.door.isOpen = true;
  await changeAndDelete(owner, links);
  await shunt.worker.start();
  const expected = links.flatMap(() => ["link.created", "link.updated", "link.deleted"]).sort();
  await waitFor(() => readDelivered().length === expected.length - 4, {
    what: "all events that were not in flight to be delivered",
  });
  await endLeases();

  await waitFor(() => readDelivered().length === expected.length, { what: "all events to be delivered" });
  expect(toTypes(readDelivered())).toEqual(expected);
  for (const { id } of links) {
    const ofLink = readDelivered().filter(({ data }) => data.id === id);
    expect(toTypes(ofLink)).toEqual(["link.created", "link.deleted", "link.updated"]);
  }
}, 60_000);

/** Ends the minute after which another worker takes over pending deliveries. */
async function endLeases(): Promise<void> {
  await shunt.db
    .updateTable("webhook_deliveries")
    .set({ next_attempt_at: new Date() })
    .where("status", "=", "pending")
    .execute();
}

async function changeAndDelete(owner: Owner, links: readonly { id: string }[]): Promise<void> {
  for (const { id } of links) {
    await owner.call("PATCH", `/urls/${id}`, { title: "x" });
    await owner.call("DELETE", `/urls/${id}`);
  }
}

test("link.clicked events contain each counted click once, even if the worker is killed", async () => {
  const { owner, readDelivered } = await anIntegration();
  const { id, short_code } = await owner.makeLink();
  await clickUntilDelivered(short_code, readDelivered);
  const click = (times: number) =>
    Promise.all(
      Array.from({ length: times }, () => shunt.click(`${short_code}?utm_content=counted`, { headers: firefox })),
    );

  for (let round = 0; round < 3; round++) {
    await click(20);
    await shunt.worker.end("SIGKILL");
    await click(20);
    await shunt.worker.start();
  }

  const clicks = shunt.db.selectFrom(selectClicks().as("click")).select("id").where("link_id", "=", id);
  const counted = await waitFor(
    async () => {
      const rows = await clicks.where("utm_content", "=", "counted").execute();
      return rows.length === 120 && rows.map(row => row.id);
    },
    // The batch of the killed worker is retried when its lock expires.
    { what: "every click to be counted" },
  );
  await endLeases();
  await waitFor(() => deliveredClicks(readDelivered()).length >= 120, {
    what: "every click to be delivered",
  });
  expect(deliveredClicks(readDelivered()).sort()).toEqual((counted as string[]).sort());
}, 120_000);

function deliveredClicks(delivered: readonly Delivered[]): string[] {
  const clicks: { id: string; utm_content: string | null }[] = delivered
    .filter(({ type }) => type === "link.clicked")
    .flatMap(({ data }) => data.clicks);
  return clicks.filter(({ utm_content }) => utm_content === "counted").map(({ id }) => id);
}
