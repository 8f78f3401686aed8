import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SocialWorld, startSocialWorld, type TestWriter } from "../../testing/start-social-world.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let world: SocialWorld;
beforeAll(async () => {
  api = await startTestApi();
  world = startSocialWorld(api);
});
afterAll(async () => {
  await world.stop();
  await api.stop();
});

const feed = async (person: TestWriter, query = "") => (await person.call("GET", `/api/news-feed?${query}`)).body;
const idsOf = (page: { posts: { post_id: string }[] }) => page.posts.map(({ post_id }) => post_id);

async function aCircle(friends: number) {
  const [reader, stranger, ...others] = await Promise.all(
    Array.from({ length: friends + 2 }, () => world.person(`p-${uuidv7().slice(-12)}`)),
  );
  if (!reader || !stranger) throw new Error("people missing");
  for (const friend of others) await world.befriend(reader, friend);
  return { reader, stranger, friends: others };
}

/** Inserts posts directly, so that there can be many. Returns the ids, oldest first. */
async function insertPosts(authors: readonly TestWriter[], visibility: "public" | "private" = "public") {
  const rows = authors.map(({ id }) => ({ id: uuidv7(), author_id: id, content: "x", visibility }));
  if (rows.length > 0) await world.db.insertInto("social.posts").values(rows).execute();
  return rows.map(({ id }) => id);
}

test("the feed has the caller's and their friends' posts, newest first", async () => {
  const { reader, stranger, friends } = await aCircle(2);
  const [ann, bob] = friends as [TestWriter, TestWriter];
  const friendOfFriend = await world.person("friend of friend");
  await world.befriend(ann, friendOfFriend);

  const expected = [
    await ann.post("1 https://example.com/", { visibility: "friends" }),
    await reader.post("2", { visibility: "private" }),
    await bob.post("3"),
    await reader.post("4"),
    await ann.post("5"),
  ];
  await stranger.post("of a stranger");
  await friendOfFriend.post("of a friend of a friend");
  await ann.post("private, by a friend", { visibility: "private" });

  const page = await feed(reader);
  const asShown = expected.map(post => ({
    ...post,
    links: post.links.map((link: object) => ({ ...link, clicks: null })),
  }));
  const items = asShown.toReversed();
  expect(page).toEqual({ items, posts: items, page: 1, next_cursor: null });
  expect((await api.call("GET", "/api/news-feed")).status).toBe(401);
});

test("a feed without posts is empty", async () => {
  const { reader } = await aCircle(1);

  expect(await feed(reader)).toEqual({ items: [], posts: [], page: 1, next_cursor: null });
  expect(await feed(reader, "page_number=7")).toEqual({ items: [], posts: [], page: 7, next_cursor: null });
});

test("pages can be read by number and by cursor", async () => {
  const { reader, friends } = await aCircle(3);
  const ids = (await insertPosts(Array.from({ length: 25 }, (_, i) => friends[i % 3] as TestWriter))).toReversed();

  const pages = [1, 2, 3, 4].map(number => feed(reader, `page_number=${number}&page_size=10`));
  const [first, second, third, fourth] = await Promise.all(pages);

  expect([first, second, third].flatMap(idsOf)).toEqual(ids);
  expect([first, second, third].map(({ page }) => page)).toEqual([1, 2, 3]);
  expect([third.next_cursor, fourth.next_cursor, fourth.posts]).toEqual([null, null, []]);
  const next = await feed(reader, `page_size=10&cursor=${first.next_cursor}`);
  expect(next).toMatchObject({ page: null, posts: second.posts });
  expect(idsOf(await feed(reader))).toEqual(ids.slice(0, 20));
});

test("the feed accepts both names of the page size", async () => {
  const { reader } = await aCircle(0);
  await insertPosts(Array.from({ length: 3 }, () => reader));

  const page = await feed(reader, "size=2");

  expect(page.items).toHaveLength(2);
  expect(await feed(reader, "page_size=2")).toEqual(page);
  const rest = await feed(reader, `size=2&cursor=${page.next_cursor}`);
  expect(rest).toMatchObject({ items: [expect.anything()], next_cursor: null });
});

test.each([
  "page_number=0",
  "page_number=x",
  "page_number=1.5",
  "page_number=1001",
  "page_size=0",
  "page_size=101",
  "cursor=x",
  "cursor=",
  "page_number=2&cursor=01900000-0000-7000-8000-000000000000",
  "size=0",
  "limit=5",
])("the feed refuses %s", async query => {
  const { reader } = await aCircle(0);

  expect(await reader.call("GET", `/api/news-feed?${query}`)).toMatchObject({
    status: 422,
    body: { code: "validation-failed" },
  });
});

test("pages by cursor neither repeat nor skip while others post", async () => {
  /** Authors of the posts before the first page, and between pages. */
  const scene = fc.record({
    friends: fc.integer({ min: 0, max: 6 }),
    before: fc.array(fc.nat(), { maxLength: 40 }),
    meanwhile: fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 20 }),
    size: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ friends: count, before, meanwhile, size }) => {
      const { reader, stranger, friends } = await aCircle(count);
      const writers = [reader, stranger, ...friends];
      const toAuthors = (numbers: readonly number[]) =>
        numbers.map(number => writers[number % writers.length] as TestWriter);
      const authors = toAuthors(before);
      const ids = await insertPosts(authors);
      const expected = ids.filter((_id, i) => authors[i] !== stranger).toReversed();

      const seen: string[] = [];
      let page = await feed(reader, `page_size=${size}`);
      for (let turn = 0; ; turn++) {
        seen.push(...idsOf(page));
        if (page.next_cursor === null) break;
        expect(page.posts).toHaveLength(size);
        await insertPosts(toAuthors(meanwhile[turn] ?? []));
        page = await feed(reader, `page_size=${size}&cursor=${page.next_cursor}`);
      }

      expect(seen).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test("a page is complete whether one friend or many posted it", async () => {
  const { reader, friends } = await aCircle(30);
  const [talker] = friends as [TestWriter];
  const ids = [
    ...(await insertPosts(friends)),
    ...(await insertPosts(Array.from({ length: 30 }, () => talker))),
    ...(await insertPosts(friends)),
  ].toReversed();

  const seen: string[] = [];
  let page = await feed(reader, "page_size=7");
  for (; page.next_cursor !== null; page = await feed(reader, `page_size=7&cursor=${page.next_cursor}`))
    seen.push(...idsOf(page));
  seen.push(...idsOf(page));

  expect(seen).toEqual(ids);
});

test("a blocked friend's posts are not in the feed", async () => {
  const { reader, friends } = await aCircle(2);
  const [ann, bob] = friends as [TestWriter, TestWriter];
  await insertPosts([ann, bob]);
  await world.block(reader, ann);
  await world.block(bob, reader);

  expect((await feed(reader)).posts).toEqual([]);
});

test("the feed shows current likes, comments and deletions", async () => {
  const { reader, friends } = await aCircle(1);
  const [ann] = friends as [TestWriter];
  const kept = await ann.post("kept");
  const deleted = await ann.post("deleted");
  await reader.call("POST", `/api/posts/${kept.post_id}/like`);
  await reader.call("POST", `/api/posts/${kept.post_id}/comment`, { comment: "x" });

  await ann.call("DELETE", `/api/posts/${deleted.post_id}`);

  expect((await feed(reader)).posts).toEqual([{ ...kept, likes: 1, comments: 1, liked: true }]);
  expect((await feed(ann)).posts).toEqual([{ ...kept, likes: 1, comments: 1, liked: false }]);
});
