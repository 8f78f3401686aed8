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

const nobody = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";
const people = createPeople(() => api);
const read = async (who: TestPerson, query = "") => (await who.request("GET", `/notifications?${query}`)).body;
const notificationsOf = async (who: TestPerson): Promise<Notification[]> => (await read(who)).notifications;
const messagesOf = async (who: TestPerson) => (await notificationsOf(who)).map(({ message }) => message);
async function untilTold(who: TestPerson, count: number): Promise<Notification[]> {
  await waitFor(async () => (await notificationsOf(who)).length >= count, { what: `${count} notifications` });
  return notificationsOf(who);
}
const untilOutboxIsEmpty = () =>
  waitFor(async () => (await db.selectFrom("social.notification_outbox").select("id").execute()).length === 0, {
    what: "the outbox to be empty",
  });

async function note(...notifications: NewNotification[]): Promise<string[]> {
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

test("who is sent a request is told, and who has sent it is told that it was accepted", async () => {
  const [ann, bob] = await people("ann", "bob");

  const { request_id } = (await send(ann, bob)).body;
  const [asked] = await untilTold(bob, 1);
  await answer(bob, request_id, "accept");
  const [accepted] = await untilTold(ann, 1);

  expect(asked).toEqual({
    notification_id: expect.any(String),
    kind: "friend_request",
    message: `${ann.username} sent you a friend request`,
    actor: { user_id: ann.id, username: ann.username },
    post_id: null,
    link_id: null,
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

test("whose request crosses another is told that it was accepted; a rejection is told to nobody", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  const { request_id } = (await send(cleo, ann)).body;
  await answer(ann, request_id, "reject");

  await befriend(ann, bob);
  await untilTold(ann, 2);
  await untilOutboxIsEmpty();

  expect(await messagesOf(ann)).toEqual([
    `${bob.username} accepted your friend request`,
    `${cleo.username} sent you a friend request`,
  ]);
  expect(await messagesOf(bob)).toEqual([`${ann.username} sent you a friend request`]);
  expect(await messagesOf(cleo)).toEqual([]);
});

test("everything is told in plain words, by the name that somebody has now", async () => {
  const [ann, bob] = await people("ann", "bob");
  const postId = await makePost(ann);
  const { body: link } = await ann.request("POST", "/v1/urls", {
    original_url: "https://example.com/",
    custom_alias: "spring",
  });
  const [userId, actorId] = [ann.id, bob.id];

  await note({ userId, kind: "like", actorId, postId });
  await note({ userId, kind: "comment", actorId, postId });
  await note({ userId, kind: "mention", actorId, postId });
  await note({ userId, kind: "click_milestone", linkId: link.id, clicks: 1_000 });
  await untilTold(ann, 4);
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

test("notifications are read one by one or all at once, and one may be marked as not read again", async () => {
  const [ann, bob, cleo, dan] = await people("ann", "bob", "cleo", "dan");
  for (const other of [bob, cleo, dan]) await send(other, ann);
  const told = await untilTold(ann, 3);
  const path = `/notifications/${told[1]?.notification_id}`;
  const unreadIds = async () =>
    (await read(ann, "unread=true")).notifications.map((each: Notification) => each.notification_id);

  expect((await read(ann)).unread).toBe(3);
  expect((await ann.request("PATCH", path)).body).toEqual({ ...told[1], read: true });
  expect((await ann.request("PATCH", path, {})).body.read).toBe(true);
  expect([await unreadIds(), (await read(ann)).unread]).toEqual([
    [told[0]?.notification_id, told[2]?.notification_id],
    2,
  ]);
  expect((await ann.request("PATCH", path, { read: false })).body.read).toBe(false);
  expect((await ann.request("PATCH", "/notifications/read-all")).body).toEqual({ marked: 3 });
  expect((await ann.request("PATCH", "/notifications/read-all", {})).body).toEqual({ marked: 0 });
  expect([await unreadIds(), (await read(ann)).unread]).toEqual([[], 0]);
  expect((await read(ann)).notifications.every((each: Notification) => each.read)).toBe(true);
});

test("notifications come in pages that neither repeat nor skip while others come", async () => {
  const [ann, ...others] = await people("ann", "bob", "cleo", "dan", "eve");
  const { ids } = await noteAll(ann, others.slice(0, 3));
  await untilTold(ann, 3);

  const first = await read(ann, "page_size=2");
  const later = await noteAll(ann, others.slice(3));
  await untilTold(ann, 4);
  const second = await read(ann, `page_size=2&cursor=${first.next_cursor}`);

  const seen = [...first.notifications, ...second.notifications].map((each: Notification) => each.notification_id);
  expect(seen).toEqual(ids.toReversed());
  expect(second.next_cursor).toBeNull();
  expect((await read(ann, "page_size=1")).notifications[0].notification_id).toBe(later.ids[0]);
  for (const query of ["cursor=x", "page_size=0", "page_size=101", "unread=maybe"])
    expect([query, (await ann.request("GET", `/notifications?${query}`)).status]).toEqual([query, 422]);
});

async function noteAll({ id: userId }: TestPerson, actors: readonly TestPerson[]) {
  const ids: string[] = [];
  for (const { id } of actors) ids.push(...(await note({ userId, kind: "friend_request", actorId: id })));
  return { ids };
}

test("another's notifications are nobody's to read or mark", async () => {
  const [ann, bob] = await people("ann", "bob");
  await send(ann, bob);
  const [told] = await untilTold(bob, 1);
  const path = `/notifications/${told?.notification_id}`;

  expect(codesOf([await ann.request("PATCH", path)])).toEqual(["404 notification-not-found"]);
  expect(codesOf([await ann.request("PATCH", `/notifications/${nobody}`)])).toEqual(["404 notification-not-found"]);
  expect((await ann.request("PATCH", "/notifications/1")).status).toBe(422);
  await ann.request("PATCH", "/notifications/read-all");
  expect(await read(bob)).toMatchObject({ unread: 1, notifications: [{ read: false }] });
  for (const [method, of] of [
    ["GET", ""],
    ["GET", "/live"],
    ["PATCH", "/read-all"],
    ["PATCH", `/${told?.notification_id}`],
  ] as const) {
    expect([of, (await api.call(method, `/api/notifications${of}`)).status]).toEqual([of, 401]);
    const inAnothersName = await ann.request(method, `/notifications${of}?user_id=${bob.id}`);
    expect([of, inAnothersName.body.code]).toEqual([of, "forbidden"]);
  }
});

test("what a person did who is blocked is not shown, and shown again when they no longer are", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  await befriend(ann, bob);
  await send(cleo, ann);
  await Promise.all([untilTold(ann, 2), untilTold(bob, 1)]);

  await ann.request("PUT", `/blocked/${bob.id}`);

  expect(await read(ann)).toMatchObject({ unread: 1, notifications: [{ actor: { user_id: cleo.id } }] });
  expect(await read(bob)).toMatchObject({ unread: 0, notifications: [] });
  await ann.request("DELETE", `/blocked/${bob.id}`);
  expect((await read(ann)).unread).toBe(2);
});

test("what happened before a block and is delivered after it is told to nobody", async () => {
  const [ann, bob] = await people("ann", "bob");
  await bob.request("PUT", `/blocked/${ann.id}`);

  await note({ userId: ann.id, kind: "friend_accepted", actorId: bob.id });
  await note({ userId: bob.id, kind: "friend_request", actorId: ann.id });
  await untilOutboxIsEmpty();
  await bob.request("DELETE", `/blocked/${ann.id}`);

  expect([await messagesOf(ann), await messagesOf(bob)]).toEqual([[], []]);
});

test("of what has been deleted meanwhile nobody is told, and it holds up nothing", async () => {
  const [ann, bob] = await people("ann", "bob");

  await note({ userId: ann.id, kind: "like", actorId: bob.id, postId: randomUUID() });
  await note({ userId: ann.id, kind: "friend_request", actorId: randomUUID() });
  await note({ userId: randomUUID(), kind: "friend_request", actorId: bob.id });
  await note({ userId: ann.id, kind: "click_milestone", linkId: randomUUID(), clicks: 10 });
  await note({ userId: ann.id, kind: "friend_request", actorId: bob.id });
  await untilTold(ann, 1);
  await untilOutboxIsEmpty();

  expect(await messagesOf(ann)).toEqual([`${bob.username} sent you a friend request`]);
});
