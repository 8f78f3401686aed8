import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SocialWorld, startSocialWorld, type TestWriter } from "../../testing/start-social-world.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const viewers = [
  "author",
  "friend",
  "stranger",
  "blocker",
  "blocked",
  "blocked friend",
  "admin",
  "blocked admin",
] as const;
type Viewer = (typeof viewers)[number];
const visibilities = ["public", "friends", "private"] as const;
type Visibility = (typeof visibilities)[number];

const table: Record<Viewer, readonly Visibility[]> = {
  author: ["public", "friends", "private"],
  friend: ["public", "friends"],
  stranger: ["public"],
  blocker: [],
  blocked: [],
  "blocked friend": [],
  admin: ["public", "friends", "private"],
  "blocked admin": ["public", "friends", "private"],
};
/** Only the author and friends have a post in their feed. */
const feeds: Partial<Record<Viewer, readonly Visibility[]>> = {
  author: ["public", "friends", "private"],
  friend: ["public", "friends"],
};

let api: TestApi;
let world: SocialWorld;
let people: Record<Viewer, TestWriter>;
beforeAll(async () => {
  api = await startTestApi();
  world = startSocialWorld(api);
  // Random suffixes, because "admin" and "the admin" are reserved.
  const toPerson = async (viewer: Viewer) => [viewer, await world.person(`viewer ${viewer}`)] as const;
  const entries = await Promise.all(viewers.map(toPerson));
  people = Object.fromEntries(entries) as Record<Viewer, TestWriter>;
  const { author, friend, blocker, blocked, admin } = people;
  await world.befriend(author, friend);
  await world.befriend(author, people["blocked friend"]);
  await world.block(author, people["blocked friend"]);
  await world.block(blocker, author);
  await world.block(author, blocked);
  await world.block(author, people["blocked admin"]);
  await world.makeAdmin(admin);
  await world.makeAdmin(people["blocked admin"]);
});
afterAll(async () => {
  await world.stop();
  await api.stop();
});

/** All requests on a post, with their status for viewers who can see it. */
const endpoints: [name: string, status: number, method: string, path: string, body?: object][] = [
  ["read", 200, "GET", ""],
  ["like", 200, "POST", "/like"],
  ["take back a like of", 204, "DELETE", "/like"],
  ["comment on", 201, "POST", "/comment", { comment: "x" }],
  ["read the comments on", 200, "GET", "/comments"],
];

describe.each(visibilities)("a %s post", visibility => {
  test.each(viewers)("is visible to the right viewers and does not exist for others: %s", async viewer => {
    const person = people[viewer];
    const isVisible = table[viewer].includes(visibility);
    const { post_id } = await people.author.post("what I think", { visibility });
    const path = `/api/posts/${post_id}`;
    const refusal = { status: 404, body: { code: "post-not-found" } };

    for (const [name, status, method, rest, body] of endpoints) {
      const expected = isVisible ? { status } : refusal;
      expect(await person.call(method, path + rest, body), `${viewer} to ${name} it`).toMatchObject(expected);
    }

    const { posts } = (await person.call("GET", "/api/news-feed?page_size=100")).body;
    const isInFeed = posts.some((post: { post_id: string }) => post.post_id === post_id);
    expect(isInFeed, `${viewer} to have it in the feed`).toBe(feeds[viewer]?.includes(visibility) === true);

    const comment = await people.author.call("POST", `${path}/comment`, { comment: "of the author" });
    const mayDelete = viewer === "author" || viewer.endsWith("admin");
    const deleted = { status: mayDelete ? 204 : 403 };
    const commentPath = `${path}/comments/${comment.body.comment_id}`;
    expect(await person.call("DELETE", commentPath), "to delete a comment").toMatchObject(
      isVisible ? deleted : refusal,
    );
    expect(await person.call("DELETE", path), "to delete it").toMatchObject(isVisible ? deleted : refusal);
    expect((await people.author.call("GET", path)).status).toBe(isVisible && mayDelete ? 404 : 200);
  });
});

test("posts of a disabled account are visible to administrators only", async () => {
  const gone = await world.person("Gone");
  await world.befriend(gone, people.friend);
  const { post_id } = await gone.post("still here");

  await world.disable(gone);

  const read = async (person: TestWriter) => (await person.call("GET", `/api/posts/${post_id}`)).status;
  expect(await read(people.friend)).toBe(404);
  expect(await read(people.stranger)).toBe(404);
  expect(await read(people.admin)).toBe(200);
  const { posts } = (await people.friend.call("GET", "/api/news-feed?page_size=100")).body;
  expect(posts.map((post: { post_id: string }) => post.post_id)).not.toContain(post_id);
});

test("posts for friends disappear when the friendship ends", async () => {
  const [one, other] = await Promise.all([world.person("One"), world.person("Other")]);
  await world.befriend(one, other);
  const { post_id } = await one.post("among friends", { visibility: "friends" });
  expect((await other.call("GET", `/api/posts/${post_id}`)).status).toBe(200);

  await world.unfriend(one, other);

  expect((await other.call("GET", `/api/posts/${post_id}`)).status).toBe(404);
  expect((await other.call("GET", "/api/news-feed")).body.posts).toEqual([]);
});

const payloads = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "</script><svg onload=alert(1)>",
  "&lt;b&gt; & \u2028 \u202e end",
];

test.each(payloads)("%s is returned as text everywhere", async payload => {
  const name = payload.replace(/[\u2028\u202e]/g, "").slice(0, 20);
  const writer = await world.person(`${name}${Math.random().toString(36).slice(2, 8)}`);

  const post = await writer.post(payload, { media: "https://pictures.example/?<script>alert(1)</script>" });
  const comment = await writer.call("POST", `/api/posts/${post.post_id}/comment`, { comment: payload });

  const read = await people.stranger.call("GET", `/api/posts/${post.post_id}`);
  const list = await people.stranger.call("GET", `/api/posts/${post.post_id}/comments`);
  expect(read.body).toMatchObject({ content: payload.trim(), author: { username: writer.username } });
  expect(read.body.media.url).toBe("https://pictures.example/?%3Cscript%3Ealert(1)%3C/script%3E");
  expect(list.body.comments[0]).toMatchObject({ comment: payload.trim(), author: { username: writer.username } });
  for (const answer of [read, list, comment]) {
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  }
});
