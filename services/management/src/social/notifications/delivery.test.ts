import type { Notification } from "@shunt/contracts/social";
import { createDb, type Db } from "@shunt/db";
import { createNotificationProducer } from "@shunt/queue";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createPeople, send, type TestPerson } from "../../testing/make-people.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { watchStream } from "../../testing/watch-stream.ts";
import { enqueueNotifications } from "./notification-outbox.ts";

let api: TestApi;
/** A second process with the same database and Redis. */
let other: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({ DATABASE_URL: api.databaseUrl, REDIS_URL: api.redis.url });
  db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await other.stop();
  await api.stop();
});

const people = createPeople(() => api);
const live = "/api/notifications/live";
const notificationsOf = async (person: TestPerson): Promise<Notification[]> =>
  (await person.request("GET", "/notifications")).body.notifications;
const waitForNotification = (person: TestPerson) =>
  waitFor(async () => (await notificationsOf(person)).length > 0, { what: "the notification" });
const untilOutboxIsEmpty = () =>
  waitFor(async () => (await db.selectFrom("social.notification_outbox").select("id").execute()).length === 0, {
    what: "the outbox to be empty",
  });

test("a notification that is queued repeatedly is delivered once", async () => {
  const [ann, bob] = await people("ann", "bob");
  const producers = [1, 2].map(() => createNotificationProducer(api.redis.url, () => {}));
  await Promise.all(producers.map(producer => producer.ready()));
  onTestFinished(async () => void (await Promise.all(producers.map(({ stop }) => stop()))));
  const actorId = bob.id;
  const notifications = Array.from({ length: 30 }, () => ({
    userId: ann.id,
    kind: "friend_request" as const,
    actorId,
  }));
  const stream = await watchStream(other.url, ann, live);

  const ids = await enqueueNotifications(db, notifications);
  for (const _time of Array(5)) await Promise.all(producers.map(producer => producer.add(ids)));
  await untilOutboxIsEmpty();
  for (const producer of producers) await producer.add(ids);
  const last = await enqueueNotifications(db, notifications.slice(0, 1));
  await producers[0]?.add(last);
  await waitFor(() => stream.events.some(({ id }) => id === last[0]), { what: "the last one" });
  await stream.leave();

  const { body } = await ann.request("GET", "/notifications?page_size=100");
  const delivered = body.notifications.map((each: Notification) => each.notification_id);
  expect(delivered.sort()).toEqual([...ids, ...last].sort());
  expect(stream.events.map(({ id }) => id).sort()).toEqual([...ids, ...last].sort());
});

test("the sweep delivers notifications that were not queued", async () => {
  const [ann, bob] = await people("ann", "bob");

  await enqueueNotifications(db, [{ userId: ann.id, kind: "friend_request", actorId: bob.id }]);
  await waitForNotification(ann);

  expect(await notificationsOf(ann)).toHaveLength(1);
});

test("requests work while Redis hangs, and their notifications are delivered once afterwards", async () => {
  const [ann, bob] = await people("ann", "bob");
  api.redis.pause();

  const sent = await send(ann, bob).finally(() => api.redis.resume());

  expect(sent.status).toBe(201);
  await waitForNotification(bob);
  await untilOutboxIsEmpty();
  expect(await notificationsOf(bob)).toHaveLength(1);
});

test("requests work without Redis from the start, and the service stops", async () => {
  const [ann, bob] = await people("ann", "bob");
  const alone = await startTestApi({ DATABASE_URL: api.databaseUrl, REDIS_URL: "redis://127.0.0.1:1" });

  const sent = await alone.call("POST", "/api/friend-requests", { body: { receiver_id: bob.id }, token: ann.token });
  await alone.stop();

  expect(sent.status).toBe(201);
  await waitForNotification(bob);
  expect(await notificationsOf(bob)).toHaveLength(1);
});

test("live notifications reach their recipient through every process, and no one else", async () => {
  const [ann, bob] = await people("ann", "bob");
  const [here, there, theirs] = await Promise.all([
    watchStream(api.url, bob, live),
    watchStream(other.url, bob, live),
    watchStream(other.url, ann, live),
  ]);

  await send(ann, bob);
  await waitFor(() => here.events.length > 0 && there.events.length > 0, { what: "the notification" });
  const [notification] = await notificationsOf(bob);

  for (const { events } of [here, there])
    expect(events).toEqual([{ id: notification?.notification_id, event: "notification", data: notification }]);
  expect(theirs.events).toEqual([]);
  await Promise.all([here, there, theirs].map(stream => stream.leave()));
});

test("a stream ends if it may have missed a notification", async () => {
  const [ann, bob] = await people("ann", "bob");
  const own = await startTestApi({ DATABASE_URL: api.databaseUrl });
  onTestFinished(own.stop);
  const stream = await watchStream(own.url, bob, live);

  await own.redis.kill();
  await send(ann, bob);
  await own.redis.start();
  await stream.ended;

  await waitForNotification(bob);
  const again = await watchStream(own.url, bob, live);
  await again.leave();
});

test("streams end when the service stops", async () => {
  const [ann] = await people("ann");
  const own = await startTestApi({ DATABASE_URL: api.databaseUrl });
  const stream = await watchStream(own.url, ann, live);

  await own.stop();

  await stream.ended;
});

test("an account can have ten streams of any kind at once", async () => {
  const [ann] = await people("ann");
  const streams = await Promise.all(
    Array.from({ length: 10 }, (_, i) => watchStream(api.url, ann, i % 2 ? live : "/api/v1/analytics/live")),
  );

  const refused = await ann.request("GET", "/notifications/live");

  expect([refused.status, refused.body.code]).toEqual([429, "rate-limited"]);
  await Promise.all(streams.map(stream => stream.leave()));
});

test("the owners of a workspace are notified of milestones of a link whose creator has left", async () => {
  const [ann, bob, carol] = await people("ann", "bob", "carol");
  const workspace_id = (await ann.request("POST", "/v1/workspaces", { name: "Marketing" })).body.id;
  const roles = { owner: carol, editor: bob } as const;
  for (const [role, { id: user_id }] of Object.entries(roles))
    await db
      .insertInto("workspace_members")
      .values({ workspace_id, user_id, role: role as keyof typeof roles })
      .execute();
  const link = { original_url: "https://example.com/", custom_alias: "left-behind", workspace_id };
  const { id: link_id } = (await bob.request("POST", "/v1/urls", link)).body;
  await bob.request("DELETE", `/v1/workspaces/${workspace_id}/members/${bob.id}`);

  await db.insertInto("link_milestones").values({ link_id, clicks: 10, reached_at: new Date() }).execute();
  await waitFor(async () => (await notificationsOf(ann)).length >= 1, { what: "the milestone" });
  await untilOutboxIsEmpty();

  const message = "Your link sho.rt/left-behind has reached 10 clicks";
  for (const who of [ann, carol]) expect(await notificationsOf(who)).toMatchObject([{ message }]);
  expect(await notificationsOf(bob)).toEqual([]);
});

test("owners are notified once of recent click milestones", async () => {
  const [ann, bob] = await people("ann", "bob");
  const links: string[] = [];
  for (const custom_alias of ["first", "second", "third"])
    links.push((await ann.request("POST", "/v1/urls", { original_url: "https://example.com/", custom_alias })).body.id);
  const anonymous = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" } });
  const dayMs = 24 * 60 * 60_000;
  const milestone = (link_id: string, clicks: number, daysAgo: number) => ({
    link_id,
    clicks,
    reached_at: new Date(Date.now() - daysAgo * dayMs),
  });

  await db
    .insertInto("link_milestones")
    .values([
      milestone(links[0] ?? "", 10, 0),
      milestone(links[0] ?? "", 100, 0),
      milestone(links[1] ?? "", 1_000, 0.9),
      milestone(links[2] ?? "", 10_000, 1.1),
      milestone(anonymous.body.id, 10, 0),
      milestone(crypto.randomUUID(), 10, 0),
    ])
    .execute();
  await waitFor(async () => (await notificationsOf(ann)).length >= 3, { what: "the milestones" });
  await untilOutboxIsEmpty();

  const messages = (await notificationsOf(ann)).map(({ kind, message }) => `${kind}: ${message}`);
  expect(messages.sort()).toEqual([
    "click_milestone: Your link sho.rt/first has reached 10 clicks",
    "click_milestone: Your link sho.rt/first has reached 100 clicks",
    "click_milestone: Your link sho.rt/second has reached 1,000 clicks",
  ]);
  expect(await notificationsOf(bob)).toEqual([]);
  const untold = await db.selectFrom("link_milestones").select("link_id").where("told_at", "is", null).execute();
  expect(untold).toEqual([]);
});
