import { createDb, type Db } from "@shunt/db";
import { createGuardedFetch } from "@shunt/runtime/outbound";
import { type Received, startReceiver, waitFor } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { emitTestEvents, insertTestWebhook, type TestWebhook, testSecrets } from "../testing/test-webhooks.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { type DelivererDeps, startDeliverer } from "./deliverer.ts";
import { claimDeliveries, readDeliveryBacklog, updateDelivery } from "./delivery-store.ts";
import type { DisabledWebhook } from "./webhook-store.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 8, applicationName: "test" });
});
afterAll(() => db.destroy());

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
  await sql`truncate webhooks, webhook_events cascade`.execute(db);
});

const isLoopback = (address: string) => address === "127.0.0.1";

async function aReceiver(...args: Parameters<typeof startReceiver>) {
  const receiver = await startReceiver(...args);
  stops.push(receiver.stop);
  return receiver;
}

function deliver(given: Partial<DelivererDeps> & { isAllowedAddress?: (address: string) => boolean } = {}) {
  const fates: string[] = [];
  const disabled: DisabledWebhook[] = [];
  const errors: unknown[] = [];
  const givingUp = new AbortController();
  const giveUp = () => givingUp.abort();
  const { isAllowedAddress = isLoopback, ...deps } = given;
  const deliverer = startDeliverer({
    db,
    fetch: createGuardedFetch({ isAllowedAddress }),
    secrets: testSecrets,
    pausesMs: [10, 20],
    everyMs: 20,
    givingUp: givingUp.signal,
    onSettled: fate => fates.push(fate),
    onDisabled: async webhook => void disabled.push(webhook),
    onError: err => errors.push(err),
    ...deps,
  });
  stops.push(async () => {
    giveUp();
    await deliverer.stop();
  });
  return { ...deliverer, giveUp, fates, disabled, errors };
}

async function deliveriesOf({ id }: TestWebhook) {
  return db.selectFrom("webhook_deliveries").selectAll().where("webhook_id", "=", id).orderBy("event_id").execute();
}

async function webhookOf({ id }: TestWebhook) {
  return db.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

async function untilSettled(webhook: TestWebhook): Promise<Awaited<ReturnType<typeof deliveriesOf>>> {
  return waitFor(
    async () => {
      const deliveries = await deliveriesOf(webhook);
      return deliveries.every(({ status }) => status !== "pending") && deliveries;
    },
    { what: "the deliveries to be settled" },
  ) as ReturnType<typeof deliveriesOf>;
}

/** Verifies a request as an integrator does, with a third-party library. */
function verify({ secret }: TestWebhook, { body, headers }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

test("an event is sent once, with a signature that standard libraries accept", async () => {
  const receiver = await aReceiver();
  const webhook = await insertTestWebhook(db, { url: `${receiver.url}/hooks?a=1` });
  const [event] = await emitTestEvents(db, webhook.workspaceId, 1, { title: 'Grüße "\u{1f517}" \\ \u0000' });

  const { fates } = deliver();

  const [delivery] = await untilSettled(webhook);
  expect(delivery).toMatchObject({ status: "delivered", attempts: 1, last_status: 204, last_error: null });
  expect(delivery?.last_duration_ms).toBeGreaterThanOrEqual(0);
  expect(receiver.received).toHaveLength(1);
  const [request] = receiver.received as [Received];
  expect(request.path).toBe("/hooks?a=1");
  expect(request.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Shunt",
    "webhook-id": event,
  });
  expect(verify(webhook, request)).toEqual({ type: "link.created", data: { title: 'Grüße "\u{1f517}" \\ ' } });
  expect(() => verify(webhook, { ...request, body: request.body.replace("Gr", "gr") })).toThrow();
  await expect.poll(() => fates).toEqual(["delivered"]);
});

test("a failed delivery is retried after each pause with the same id, and a success clears the failure", async () => {
  const answers = [500, 503, 200];
  const receiver = await aReceiver(res => void res.writeHead(answers.shift() ?? 200).end("busy\0"));
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  const [event] = await emitTestEvents(db, webhook.workspaceId);

  const { fates } = deliver({ pausesMs: [1, 60_000] });

  await waitFor(async () => fates.length === 2, { what: "two attempts" });
  const [delivery] = await deliveriesOf(webhook);
  expect(delivery).toMatchObject({ status: "pending", attempts: 2, last_status: 503, last_error: "busy" });
  const pauseMs = (delivery?.next_attempt_at.getTime() ?? 0) - (delivery?.last_attempt_at?.getTime() ?? 0);
  expect(pauseMs).toBeGreaterThan(60_000);
  expect(pauseMs).toBeLessThan(85_000);
  expect((await webhookOf(webhook)).failing_since).not.toBeNull();

  await db.updateTable("webhook_deliveries").set({ next_attempt_at: new Date() }).execute();

  expect(await untilSettled(webhook)).toMatchObject([{ status: "delivered", attempts: 3 }]);
  expect((await webhookOf(webhook)).failing_since).toBeNull();
  expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([event, event, event]);
  for (const request of receiver.received) verify(webhook, request);
  await expect.poll(() => fates).toEqual(["retried", "retried", "delivered"]);
});

test("the webhook is disabled if the last attempt fails and nothing succeeded since the first", async () => {
  const receiver = await aReceiver(res => void res.writeHead(500).end());
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  await emitTestEvents(db, webhook.workspaceId);

  const { fates, disabled } = deliver();

  expect(await untilSettled(webhook)).toMatchObject([{ status: "failed", attempts: 3, last_status: 500 }]);
  await waitFor(() => disabled.length > 0, { what: "the owner to be notified" });
  expect(await webhookOf(webhook)).toMatchObject({ is_active: false, disabled_reason: expect.any(String) });
  expect(disabled).toMatchObject([
    { id: webhook.id, url: receiver.url, recipients: [{ email: webhook.email, language: null }] },
  ]);
  const log = await db.selectFrom("audit_log").selectAll().where("subject_id", "=", webhook.id).execute();
  expect(log).toMatchObject([{ action: "webhook.switched-off", actor_id: null, workspace_id: webhook.workspaceId }]);
  await expect.poll(() => fates).toEqual(["retried", "retried", "failed"]);
});

test("the owners of the workspace are notified of a disabled webhook whose creator is no member", async () => {
  const receiver = await aReceiver(res => void res.writeHead(410).end());
  const owner = await insertTestWebhook(db, { events: ["link.clicked"] });
  const webhook = await insertTestWebhook(db, { url: receiver.url, workspaceId: owner.workspaceId });
  await emitTestEvents(db, webhook.workspaceId);

  const { disabled } = deliver();

  await waitFor(() => disabled.length > 0, { what: "the webhook to be disabled" });
  expect(disabled).toMatchObject([{ id: webhook.id, recipients: [{ email: owner.email, language: null }] }]);
});

test("a failed delivery does not disable a webhook if others succeed", async () => {
  const bad = new Set<unknown>();
  const receiver = await aReceiver((res, { headers }) => {
    res.writeHead(bad.has(headers["webhook-id"]) ? 500 : 200).end();
  });
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  const [event] = await emitTestEvents(db, webhook.workspaceId);
  bad.add(event);
  // Longer than the pauses, so that at least one delivery succeeds in between.
  const { fates } = deliver({ pausesMs: [1, 1, 1, 2_000] });
  await waitFor(() => fates.length === 4, { what: "four attempts" });

  await emitTestEvents(db, webhook.workspaceId);

  const deliveries = await untilSettled(webhook);
  expect(deliveries.map(({ status }) => status)).toEqual(["failed", "delivered"]);
  expect(await webhookOf(webhook)).toMatchObject({ is_active: true, disabled_reason: null });
});

test("410 Gone disables a webhook at once, and its pending deliveries resume when it is enabled", async () => {
  let status = 410;
  const receiver = await aReceiver(res => void res.writeHead(status).end());
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  await emitTestEvents(db, webhook.workspaceId);
  const { disabled } = deliver();
  expect(await untilSettled(webhook)).toMatchObject([{ status: "failed", attempts: 1, last_status: 410 }]);
  expect(await webhookOf(webhook)).toMatchObject({
    is_active: false,
    disabled_reason: "The receiver answered 410 Gone",
  });
  await waitFor(() => disabled.length === 1, { what: "the owner to be notified" });
  status = 200;
  const again = { status: "pending", attempts: 0, next_attempt_at: new Date() } as const;
  await db.updateTable("webhook_deliveries").set(again).execute();

  const other = await insertTestWebhook(db, { url: receiver.url });
  const [event] = await emitTestEvents(db, other.workspaceId);
  await untilSettled(other);
  expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([expect.any(String), event]);
  expect(await readDeliveryBacklog(db)).toEqual({ pending: 0, oldestDueSeconds: 0 });
  await db.updateTable("webhooks").set({ is_active: true }).execute();

  expect(await untilSettled(webhook)).toMatchObject([{ status: "delivered" }]);
});

test.each([
  [200, "delivered"],
  [410, "failed"],
])("the status %i counts also if the body of the response breaks off", async (status, settled) => {
  const receiver = await aReceiver(res => void res.writeHead(status).write("x", () => res.destroy()));
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  await emitTestEvents(db, webhook.workspaceId);

  deliver({ pausesMs: [60_000] });

  expect(await untilSettled(webhook)).toMatchObject([{ status: settled, attempts: 1, last_status: status }]);
});

test("a redirect is a failure and is not followed", async () => {
  const other = await aReceiver();
  const receiver = await aReceiver(res => void res.writeHead(307, { location: other.url }).end());
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  await emitTestEvents(db, webhook.workspaceId);

  deliver();

  expect(await untilSettled(webhook)).toMatchObject([
    {
      status: "failed",
      last_status: 307,
      last_error: `The receiver redirects to ${other.url}. Redirects are not followed: set the webhook's URL to the final one.`,
    },
  ]);
  expect(other.received).toEqual([]);
});

test.each(["127.0.0.1", "localhost"])("no request goes to %s unless its address is allowed", async host => {
  const receiver = await aReceiver();
  const webhook = await insertTestWebhook(db, { url: receiver.url.replace("127.0.0.1", host) });
  await emitTestEvents(db, webhook.workspaceId);

  deliver({ isAllowedAddress: () => false });

  const [delivery] = await untilSettled(webhook);
  expect(delivery).toMatchObject({ status: "failed", last_status: null });
  expect(delivery?.last_error).toBe(noAnswer);
  expect(receiver.received).toEqual([]);
});

const noAnswer = "No response from a public address within 15 s";

test("the delivery log has the same error for every unreachable receiver, to reveal nothing about the internal network", async () => {
  const closed = await startReceiver();
  await closed.stop();
  const breaksOff = await aReceiver(res => void res.socket?.destroy());
  const addresses: Record<string, string> = { "inside.example": "10.1.2.3", "closed.example": "127.0.0.1" };
  const resolve = async (name: string) => {
    const address = addresses[name];
    if (address === undefined) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
    return [{ address, family: 4 }];
  };
  const urls = [
    "http://inside.example/",
    "http://missing.example/",
    closed.url.replace("127.0.0.1", "closed.example"),
    "http://10.1.2.3/",
    breaksOff.url,
  ];
  const webhooks = await Promise.all(urls.map(url => insertTestWebhook(db, { url })));
  for (const { workspaceId } of webhooks) await emitTestEvents(db, workspaceId);

  deliver({ fetch: createGuardedFetch({ isAllowedAddress: isLoopback, resolve }), pausesMs: [] });

  const logs = await Promise.all(webhooks.map(untilSettled));
  for (const [delivery] of logs)
    expect(delivery).toMatchObject({ last_status: null, last_error: noAnswer, last_duration_ms: null });
});

test("the delivery log keeps the reason of a failure and the start of a long response", async () => {
  const receiver = await aReceiver(res => void res.writeHead(400).end("ü".repeat(5_000)));
  const chatty = await insertTestWebhook(db, { url: receiver.url });
  const gone = await startReceiver();
  await gone.stop();
  const unreachable = await insertTestWebhook(db, { url: gone.url });
  const sealed = await insertTestWebhook(db, { url: receiver.url });
  await db
    .updateTable("webhooks")
    .set({ secret_sealed: Buffer.alloc(64) })
    .where("id", "=", sealed.id)
    .execute();
  for (const { workspaceId } of [chatty, unreachable, sealed]) await emitTestEvents(db, workspaceId);

  deliver();

  expect((await untilSettled(chatty))[0]?.last_error).toBe("ü".repeat(512));
  expect(await untilSettled(unreachable)).toMatchObject([{ last_status: null, last_error: noAnswer }]);
  expect((await untilSettled(sealed))[0]?.last_error).toMatch(/SECRET_KEY/);
});

/** Claims due deliveries as a worker does. */
async function claim(): Promise<ClaimedDelivery[]> {
  return claimDeliveries(db, { limit: 20, perWebhook: 4, perWorkspace: 20, failing: 20, inHand: [] });
}

/** Ends all leases, so that claimed deliveries can be claimed again. */
async function endLeases(): Promise<void> {
  await db.updateTable("webhook_deliveries").set({ next_attempt_at: new Date() }).execute();
}

test("deliveries of a dead worker are attempted by another after a minute, not before", async () => {
  const receiver = await aReceiver();
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  await emitTestEvents(db, webhook.workspaceId);

  expect(await claim()).toHaveLength(1);
  expect(await claim()).toEqual([]);
  const [claimed] = await deliveriesOf(webhook);
  const leaseMs = (claimed?.next_attempt_at.getTime() ?? 0) - (claimed?.last_attempt_at?.getTime() ?? 0);
  expect(leaseMs).toBe(60_000);
  await endLeases();
  deliver();

  expect(await untilSettled(webhook)).toMatchObject([{ status: "delivered", attempts: 2 }]);
});

test("a late outcome of a frozen worker is ignored after another worker has taken over", async () => {
  const webhook = await insertTestWebhook(db);
  await emitTestEvents(db, webhook.workspaceId);
  const [frozen] = (await claim()) as [ClaimedDelivery];
  await endLeases();
  expect(await claim()).toHaveLength(1);

  const late = { delivery: frozen, outcome: { kind: "failed", status: 500, error: "late" }, durationMs: 1 } as const;
  await updateDelivery(db, late, { status: "failed" });

  expect(await deliveriesOf(webhook)).toMatchObject([{ status: "pending", attempts: 2, last_error: null }]);
});

test("concurrent claims never return the same delivery", async () => {
  for (let i = 0; i < 10; i++) await emitTestEvents(db, (await insertTestWebhook(db)).workspaceId, 20);

  const claimed: string[] = [];
  for (let round = 0; round < 20; round++) {
    const claims = await Promise.all(Array.from({ length: 8 }, claim));
    claimed.push(...claims.flat().map(({ id }) => id));
  }

  expect(claimed).toHaveLength(200);
  expect(new Set(claimed).size).toBe(200);
});

test("several workers share due deliveries and send each event once", async () => {
  const receiver = await aReceiver();
  const [ann, bob] = [
    await insertTestWebhook(db, { url: `${receiver.url}/ann` }),
    await insertTestWebhook(db, { url: `${receiver.url}/bob` }),
  ];
  const events = [
    ...(await emitTestEvents(db, ann.workspaceId, 60)),
    ...(await emitTestEvents(db, bob.workspaceId, 60)),
  ];

  const workers = [deliver(), deliver(), deliver()];

  for (const webhook of [ann, bob]) await untilSettled(webhook);
  expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(events.sort());
  await waitFor(() => workers.flatMap(({ fates }) => fates).length === events.length, {
    what: "all events to be settled",
  });
  expect(workers.flatMap(({ errors }) => errors)).toEqual([]);
});

test("a slow receiver gets four concurrent requests and does not block others", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const slow = await aReceiver(res => void released.then(() => res.end()));
  const quick = await aReceiver();
  const [waiting, other] = [
    await insertTestWebhook(db, { url: slow.url }),
    await insertTestWebhook(db, { url: quick.url }),
  ];
  await emitTestEvents(db, waiting.workspaceId, 30);
  deliver();
  await waitFor(() => slow.received.length === 4, { what: "four requests" });
  await emitTestEvents(db, other.workspaceId, 40);

  await untilSettled(other);

  expect(quick.received).toHaveLength(40);
  expect(slow.received).toHaveLength(4);
  expect(await readDeliveryBacklog(db)).toMatchObject({ pending: 30 });
  expect((await readDeliveryBacklog(db)).oldestDueSeconds).toBeGreaterThan(0);
  release();
  await untilSettled(waiting);
  expect(slow.received).toHaveLength(30);
});

test("a workspace with many webhooks gets its share of requests and does not block others", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const tarpit = await aReceiver(res => void released.then(() => res.end()));
  const quick = await aReceiver();
  const first = await insertTestWebhook(db, { url: tarpit.url });
  const { workspaceId } = first;
  for (let i = 1; i < 20; i++) await insertTestWebhook(db, { url: `${tarpit.url}/${i}`, workspaceId });
  await emitTestEvents(db, workspaceId, 200);
  deliver();
  await waitFor(() => tarpit.received.length === 8, { what: "the share of the workspace" });
  const other = await insertTestWebhook(db, { url: quick.url });
  await emitTestEvents(db, other.workspaceId, 40);

  await untilSettled(other);

  expect(quick.received).toHaveLength(40);
  expect(tarpit.received).toHaveLength(8);
  expect(await readDeliveryBacklog(db)).toMatchObject({ pending: 4_000 });
  await db.deleteFrom("webhooks").where("workspace_id", "=", workspaceId).execute();
  release();
});

test("failing receivers share half of the requests", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const tarpit = await aReceiver(res => void released.then(() => res.end()));
  const quick = await aReceiver();
  for (let i = 0; i < 10; i++)
    await emitTestEvents(db, (await insertTestWebhook(db, { url: tarpit.url })).workspaceId, 4);
  await db.updateTable("webhooks").set({ failing_since: new Date() }).execute();
  deliver();
  await waitFor(() => tarpit.received.length === 16, { what: "half of the requests" });
  const other = await insertTestWebhook(db, { url: quick.url });
  await emitTestEvents(db, other.workspaceId, 10);

  await untilSettled(other);

  expect(tarpit.received).toHaveLength(16);
  release();
});

test("claimDeliveries prefers the workspace with fewest deliveries in progress", async () => {
  const webhooks = [];
  for (const count of [20, 20, 1]) {
    const webhook = await insertTestWebhook(db);
    await emitTestEvents(db, webhook.workspaceId, count);
    webhooks.push(webhook.workspaceId);
  }
  const [ann, bob, eve] = webhooks as [string, string, string];
  const bounds = { perWebhook: 9, perWorkspace: 9, failing: 9 };
  const busy = { webhookId: ann, workspaceId: ann, isFailing: false };

  const claimed = await claimDeliveries(db, { ...bounds, limit: 4, inHand: [busy] });

  expect(claimed.map(({ workspaceId }) => workspaceId).sort()).toEqual([ann, bob, bob, eve].sort());
});

test("stop waits for running attempts, until it gives up and releases the unfinished ones", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const slow = await aReceiver(res => void released.then(() => res.end()));
  const never = await aReceiver(() => {});
  const [ending, endless] = [
    await insertTestWebhook(db, { url: slow.url }),
    await insertTestWebhook(db, { url: never.url }),
  ];
  await emitTestEvents(db, ending.workspaceId);
  await emitTestEvents(db, endless.workspaceId);
  const { stop, giveUp, fates, errors } = deliver();
  await waitFor(() => slow.received.length + never.received.length === 2, { what: "both requests" });

  const stopped = stop();
  release();
  await waitFor(() => fates.length === 1, { what: "the slow receiver to answer" });
  giveUp();
  await stopped;

  expect(await deliveriesOf(ending)).toMatchObject([{ status: "delivered" }]);
  expect(await deliveriesOf(endless)).toMatchObject([{ status: "pending", attempts: 0, last_error: null }]);
  expect((await webhookOf(endless)).failing_since).toBeNull();
  expect(await claim()).toHaveLength(1);
  expect(errors).toEqual([]);
});

test("deleting a webhook during an attempt causes no error", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const receiver = await aReceiver(res => void released.then(() => res.writeHead(500).end()));
  const webhook = await insertTestWebhook(db, { url: receiver.url });
  await emitTestEvents(db, webhook.workspaceId);
  const { fates, errors } = deliver();
  await waitFor(() => receiver.received.length === 1, { what: "the request" });

  await db.deleteFrom("webhooks").where("id", "=", webhook.id).execute();
  release();

  await waitFor(() => fates.length === 1, { what: "the attempt to be settled" });
  expect(errors).toEqual([]);
});
