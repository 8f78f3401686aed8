import { randomUUID } from "node:crypto";
import type { Notification } from "@shunt/contracts/social";
import { createDb, type Db } from "@shunt/db";
import { createNotificationProducer, type NotificationProducer } from "@shunt/queue";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf } from "../../testing/codes-of.ts";
import { answer, befriend, createPeople, send, type TestPerson } from "../../testing/make-people.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { enqueueNotifications, type NewNotification } from "./notification-outbox.ts";

let api: TestApi;
let db: Db;
let producer: NotificationProducer;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
  producer = createNotificationProducer(api.redis.url, () => {});
  await producer.ready();
});
afterAll(async () => {
  await producer.stop();
  await db.destroy();
  await api.stop();
});

const unknownId = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";
const people = createPeople(() => api);
const read = async (person: TestPerson, query = "") => (await person.request("GET", `/notifications?${query}`)).body;
const notificationsOf = async (person: TestPerson): Promise<Notification[]> => (await read(person)).notifications;
const messagesOf = async (person: TestPerson) => (await notificationsOf(person)).map(({ message }) => message);
async function waitForNotifications(person: TestPerson, count: number): Promise<Notification[]> {
  await waitFor(async () => (await notificationsOf(person)).length >= count, { what: `${count} notifications` });
  return notificationsOf(person);
}
const untilOutboxIsEmpty = () =>
  waitFor(async () => (await db.selectFrom("social.notification_outbox").select("id").execute()).length === 0, {
    what: "the outbox to be empty",
  });

async function deliver(...notifications: NewNotification[]): Promise<string[]> {
  const ids = await enqueueNotifications(db, notifications);
  await producer.add(ids);
  return ids;
}

async function makePost({ id: author_id }: TestPerson): Promise<string> {
  const id = randomUUID();
  const post = { id, author_id, content: "Hello", visibility: "public" as const, media_url: null, media_id: null };
  await db.insertInto("social.posts").values(post).execute();
  return id;
}

test("a friend request notifies the receiver, and accepting it notifies the sender", async () => {
  const [ann, bob] = await people("ann", "bob");

  const { request_id } = (await send(ann, bob)).body;
  const [notification] = await waitForNotifications(bob, 1);
  await answer(bob, request_id, "accept");
  const [accepted] = await waitForNotifications(ann, 1);

  expect(notification).toEqual({
    notification_id: expect.any(String),
    kind: "friend_request",
    message: `${ann.username} sent you a friend request`,
    actor: { user_id: ann.id, username: ann.username },
    post_id: null,
    link_id: null,
    short_url: null,
    clicks: null,
    created_at: expect.any(String),
    read: false,
  });
  expect(accepted).toMatchObject({
    kind: "friend_accepted",
    message: `${bob.username} accepted your friend request`,
  });
  expect(await messagesOf(bob)).toHaveLength(1);
});

test("a crossing request notifies the first sender; a rejection notifies no one", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  const { request_id } = (await send(cleo, ann)).body;
  await answer(ann, request_id, "reject");

  await befriend(ann, bob);
  await waitForNotifications(ann, 2);
  await untilOutboxIsEmpty();

  expect(await messagesOf(ann)).toEqual([
    `${bob.username} accepted your friend request`,
    `${cleo.username} sent you a friend request`,
  ]);
  expect(await messagesOf(bob)).toEqual([`${ann.username} sent you a friend request`]);
  expect(await messagesOf(cleo)).toEqual([]);
});

test("messages use the actor's current name", async () => {
  const [ann, bob] = await people("ann", "bob");
  const postId = await makePost(ann);
  const { body: link } = await ann.request("POST", "/v1/urls", {
    original_url: "https://example.com/",
    custom_alias: "spring",
  });
  const [userId, actorId] = [ann.id, bob.id];

  await deliver({ userId, kind: "like", actorId, postId });
  await deliver({ userId, kind: "comment", actorId, postId });
  await deliver({ userId, kind: "mention", actorId, postId });
  await deliver({ userId, kind: "click_milestone", linkId: link.id, clicks: 1_000 });
  await waitForNotifications(ann, 4);
  await bob.request("PATCH", "/profile", { username: "<b>Bob</b>" });

  const { notifications } = await read(ann);
  expect(notifications.map(({ message }: Notification) => message)).toEqual([
    "Your link sho.rt/spring has reached 1,000 clicks",
    "<b>Bob</b> mentioned you in a post",
    "<b>Bob</b> commented on your post",
    "<b>Bob</b> liked your post",
  ]);
  expect(notifications[0]).toMatchObject({ actor: null, link_id: link.id, clicks: 1_000, post_id: null });
  expect(notifications[1]).toMatchObject({ actor: { user_id: bob.id }, link_id: null, clicks: null, post_id: postId });
});

test("notifications can be marked as read one by one or all at once, and as unread again", async () => {
  const [ann, bob, cleo, dan] = await people("ann", "bob", "cleo", "dan");
  for (const other of [bob, cleo, dan]) await send(other, ann);
  const notifications = await waitForNotifications(ann, 3);
  const path = `/notifications/${notifications[1]?.notification_id}`;
  const unreadIds = async () =>
    (await read(ann, "unread=true")).notifications.map((each: Notification) => each.notification_id);

  expect((await read(ann)).unread).toBe(3);
  expect((await ann.request("PATCH", path)).body).toEqual({ ...notifications[1], read: true });
  expect((await ann.request("PATCH", path, {})).body.read).toBe(true);
  expect([await unreadIds(), (await read(ann)).unread]).toEqual([
    [notifications[0]?.notification_id, notifications[2]?.notification_id],
    2,
  ]);
  expect((await ann.request("PATCH", path, { read: false })).body.read).toBe(false);
  expect((await ann.request("PATCH", "/notifications/read-all")).body).toEqual({ marked: 3 });
  expect((await ann.request("PATCH", "/notifications/read-all", {})).body).toEqual({ marked: 0 });
  expect([await unreadIds(), (await read(ann)).unread]).toEqual([[], 0]);
  expect((await read(ann)).notifications.every((each: Notification) => each.read)).toBe(true);
});

test("pages neither repeat nor skip while new notifications arrive", async () => {
  const [ann, ...others] = await people("ann", "bob", "cleo", "dan", "eve");
  const { ids } = await likeAll(ann, others.slice(0, 3));
  await waitForNotifications(ann, 3);

  const first = await read(ann, "page_size=2");
  const later = await likeAll(ann, others.slice(3));
  await waitForNotifications(ann, 4);
  const second = await read(ann, `page_size=2&cursor=${first.next_cursor}`);

  const seen = [...first.notifications, ...second.notifications].map((each: Notification) => each.notification_id);
  expect(seen).toEqual(ids.toReversed());
  expect(second.next_cursor).toBeNull();
  expect((await read(ann, "page_size=1")).notifications[0].notification_id).toBe(later.ids[0]);
  for (const query of ["cursor=x", "page_size=0", "page_size=101", "unread=maybe"])
    expect([query, (await ann.request("GET", `/notifications?${query}`)).status]).toEqual([query, 422]);
});

async function likeAll({ id: userId }: TestPerson, actors: readonly TestPerson[]) {
  const ids: string[] = [];
  for (const { id } of actors) ids.push(...(await deliver({ userId, kind: "friend_request", actorId: id })));
  return { ids };
}

test("another user's notifications can be neither read nor marked", async () => {
  const [ann, bob] = await people("ann", "bob");
  await send(ann, bob);
  const [notification] = await waitForNotifications(bob, 1);
  const path = `/notifications/${notification?.notification_id}`;

  expect(codesOf([await ann.request("PATCH", path)])).toEqual(["404 notification-not-found"]);
  expect(codesOf([await ann.request("PATCH", `/notifications/${unknownId}`)])).toEqual(["404 notification-not-found"]);
  expect((await ann.request("PATCH", "/notifications/1")).status).toBe(422);
  await ann.request("PATCH", "/notifications/read-all");
  expect(await read(bob)).toMatchObject({ unread: 1, notifications: [{ read: false }] });
  for (const [method, of] of [
    ["GET", ""],
    ["GET", "/live"],
    ["PATCH", "/read-all"],
    ["PATCH", `/${notification?.notification_id}`],
  ] as const) {
    expect([of, (await api.call(method, `/api/notifications${of}`)).status]).toEqual([of, 401]);
    const inAnothersName = await ann.request(method, `/notifications${of}?user_id=${bob.id}`);
    expect([of, inAnothersName.body.code]).toEqual([of, "forbidden"]);
  }
});

test("notifications of a blocked person are hidden until they are unblocked", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  await befriend(ann, bob);
  await send(cleo, ann);
  await Promise.all([waitForNotifications(ann, 2), waitForNotifications(bob, 1)]);

  await ann.request("PUT", `/blocked/${bob.id}`);

  expect(await read(ann)).toMatchObject({ unread: 1, notifications: [{ actor: { user_id: cleo.id } }] });
  expect(await read(bob)).toMatchObject({ unread: 0, notifications: [] });
  await ann.request("DELETE", `/blocked/${bob.id}`);
  expect((await read(ann)).unread).toBe(2);
});

test("notifications from before a block are dropped if they are delivered after it", async () => {
  const [ann, bob] = await people("ann", "bob");
  await bob.request("PUT", `/blocked/${ann.id}`);

  await deliver({ userId: ann.id, kind: "friend_accepted", actorId: bob.id });
  await deliver({ userId: bob.id, kind: "friend_request", actorId: ann.id });
  await untilOutboxIsEmpty();
  await bob.request("DELETE", `/blocked/${ann.id}`);

  expect([await messagesOf(ann), await messagesOf(bob)]).toEqual([[], []]);
});

test("notifications about deleted things are dropped without delaying others", async () => {
  const [ann, bob] = await people("ann", "bob");

  await deliver({ userId: ann.id, kind: "like", actorId: bob.id, postId: randomUUID() });
  await deliver({ userId: ann.id, kind: "friend_request", actorId: randomUUID() });
  await deliver({ userId: randomUUID(), kind: "friend_request", actorId: bob.id });
  await deliver({ userId: ann.id, kind: "click_milestone", linkId: randomUUID(), clicks: 10 });
  await deliver({ userId: ann.id, kind: "friend_request", actorId: bob.id });
  await waitForNotifications(ann, 1);
  await untilOutboxIsEmpty();

  expect(await messagesOf(ann)).toEqual([`${bob.username} sent you a friend request`]);
});
