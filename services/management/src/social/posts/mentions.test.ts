import { afterAll, beforeAll, expect, test } from "vitest";
import { type SocialWorld, startSocialWorld, type TestWriter } from "../../testing/start-social-world.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { findNames } from "./mentions.ts";

let api: TestApi;
let world: SocialWorld;
let ann: TestWriter;
beforeAll(async () => {
  api = await startTestApi();
  world = startSocialWorld(api);
  ann = await world.person("Ann");
});
afterAll(async () => {
  await world.stop();
  await api.stop();
});

async function mentionersOf(person: TestWriter): Promise<(string | null)[]> {
  return (await world.notificationsOf(person)).filter(({ kind }) => kind === "mention").map(({ actor_id }) => actor_id);
}

test.each([
  ["mail ann@example.com or @x", []],
  ["a price @ ten", []],
  ["@Ann", [["Ann"]]],
  ["@Ann.", [["Ann", "Ann."]]],
  ["(@Ann Lee)", [["Ann", "Ann Lee", "Ann Lee)"]]],
  ["@Annabel", [["Annabel"]]],
  ["@Ann\nLee", [["Ann"]]],
  ["@Zoe\u0308", [["Zo\u00eb"]]],
  [`@${"x".repeat(31)}`, []],
  ["@Ann @Bob", [["Ann", "Ann @Bob"], ["Bob"]]],
])("findNames in %j returns %j", (text, names) => {
  expect(findNames(text)).toEqual(names);
});

test("a mention in a post or a comment notifies once, ignoring case", async () => {
  const [bob, lee, ann2] = await Promise.all([world.person("Bob"), world.person("Bob Lee"), world.person("Žofie")]);

  const { post_id } = await ann.post("@bob, @BOB! and @Bob Lee; not@žofie");
  await ann.call("POST", `/api/posts/${post_id}/comment`, { comment: "and you, @ŽOFIE?" });

  for (const person of [bob, lee, ann2])
    expect(await world.notificationsOf(person)).toEqual([{ kind: "mention", actor_id: ann.id, post_id }]);
});

test("mentioning yourself does not notify, and a post's author is notified once per comment", async () => {
  const cid = await world.person("Cid");
  const { post_id } = await cid.post("I, @Cid");

  await ann.call("POST", `/api/posts/${post_id}/comment`, { comment: "@Cid!" });

  expect((await world.notificationsOf(cid)).map(({ kind }) => kind)).toEqual(["comment"]);
});

test("mentions notify only people who may see the post", async () => {
  const [dan, friend, stranger, blocked, off] = await Promise.all(
    ["Dan", "Friend", "Stranger", "Blocked", "Off"].map(name => world.person(name)),
  );
  const allMentions = "@Friend @Stranger @Blocked @Off";
  if (!dan || !friend || !stranger || !blocked || !off) throw new Error("people missing");
  await world.befriend(dan, friend);
  await world.block(blocked, dan);
  await world.disable(off);

  await dan.post(allMentions, { visibility: "friends" });
  await dan.post(allMentions, { visibility: "private" });
  expect(await mentionersOf(friend)).toEqual([dan.id]);
  expect(await mentionersOf(stranger)).toEqual([]);

  const { post_id } = await dan.post(allMentions);
  expect(await mentionersOf(friend)).toEqual([dan.id, dan.id]);
  expect(await mentionersOf(stranger)).toEqual([dan.id]);

  // People who blocked the comment's author may still see the post.
  await world.block(stranger, ann);
  await ann.call("POST", `/api/posts/${post_id}/comment`, { comment: allMentions });
  expect(await mentionersOf(friend)).toEqual([dan.id, dan.id, ann.id]);
  expect(await mentionersOf(stranger)).toEqual([dan.id]);
  for (const person of [blocked, off]) expect(await mentionersOf(person)).toEqual([]);
});

test("a text notifies at most 20 people", async () => {
  const people = await Promise.all(Array.from({ length: 22 }, (_, i) => world.person(`Crowd ${i}.`)));

  await ann.post(people.map(({ username }) => `@${username}`).join(" "));

  const counts = await Promise.all(people.map(async person => (await mentionersOf(person)).length));
  expect(counts).toEqual(people.map((_person, i) => (i < 20 ? 1 : 0)));
});
