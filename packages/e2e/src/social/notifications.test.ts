import { aClick, waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "../harness/owner.ts";
import { shipClicks, untilIngested } from "../harness/ship-clicks.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt();
});
afterAll(() => shunt.stop());

const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const idOf = async (user: Owner): Promise<string> => (await user.call("GET", "/auth/me")).body.id;
const messagesOf = async (user: Owner): Promise<string[]> =>
  (await user.call("GET", "/notifications")).body.notifications.map(({ message }: { message: string }) => message);
const untilNotified = (user: Owner, message: RegExp) =>
  waitFor(async () => (await messagesOf(user)).some(each => message.test(each)), {
    what: `${message}`,
  });
const untilOutboxIsEmpty = () =>
  waitFor(async () => (await shunt.db.selectFrom("social.notification_outbox").select("id").execute()).length === 0, {
    what: "the outbox to be empty",
  });

async function click(link: { id: string }, count: number, given: object = {}): Promise<void> {
  const clicks = Array.from({ length: count }, () => aClick({ linkId: link.id, at: Date.now(), ...given }));
  await shipClicks(shunt, clicks);
  await untilIngested(shunt);
}

test("the owner of a link gets one notification at 10 and one at 100 human clicks", async () => {
  const owner = await shunt.signUp();
  const link = await owner.makeLink();
  const reached = (clicks: string) => new RegExp(`/${link.short_code} has reached ${clicks} clicks`);

  await click(link, 9);
  await click(link, 50, { userAgent: googlebot });
  await click(link, 1);
  await untilNotified(owner, reached("10"));
  await click(link, 5);
  await click(link, 90);
  await untilNotified(owner, reached("100"));

  const messages = await messagesOf(owner);
  expect(messages.map(message => message.match(/reached (.*)/)?.[1])).toEqual(["100 clicks", "10 clicks"]);
});

test("a notification is delivered once when management is killed while the queue hangs", async () => {
  const [ann, bob] = [await shunt.signUp(), await shunt.signUp()];
  const receiver_id = await idOf(bob);

  shunt.redis.pause();
  const sent = await ann.call("POST", "/friend-requests", { receiver_id });
  await shunt.management.end("SIGKILL");
  shunt.redis.resume();
  await shunt.management.start();

  expect(sent.status).toBe(201);
  await untilNotified(bob, /sent you a friend request/);
  await untilOutboxIsEmpty();
  expect(await messagesOf(bob)).toHaveLength(1);
});

test("notifications are delivered once when management is killed before it delivers them", async () => {
  const bob = await shunt.signUp();
  const receiver_id = await idOf(bob);
  const senders: Owner[] = [];
  // Sequential, because password hashing is limited per client network.
  while (senders.length < 20) senders.push(await shunt.signUp());

  await Promise.all(senders.map(sender => sender.call("POST", "/friend-requests", { receiver_id })));
  await shunt.management.end("SIGKILL");
  await shunt.management.start();
  await untilOutboxIsEmpty();

  const { body } = await bob.call("GET", "/notifications?page_size=100");
  expect(body.notifications).toHaveLength(20);
  expect(new Set(body.notifications.map((each: { actor: { user_id: string } }) => each.actor.user_id)).size).toBe(20);
});
