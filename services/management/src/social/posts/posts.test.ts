import { randomUUID } from "node:crypto";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OutsideServer, startOutsideServer } from "../../testing/outside-server.ts";
import { type SocialWorld, startSocialWorld, type TestWriter } from "../../testing/start-social-world.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let outside: OutsideServer;
let api: TestApi;
let world: SocialWorld;
let ann: TestWriter;
let bob: TestWriter;
beforeAll(async () => {
  outside = await startOutsideServer((_req, res) => {
    res.writeHead(200, { "content-type": "text/html" }).end("<title>Shoes &amp; more</title>");
  });
  const resolve = (name: string) => (name === "shop.example" ? "127.0.0.1" : undefined);
  api = await startTestApi({ OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8", APP_URL: "https://app.example" }, { resolve });
  world = startSocialWorld(api);
  [ann, bob] = await Promise.all([world.person("Ann"), world.person("Bob")]);
});
afterAll(async () => {
  await world.stop();
  await api.stop();
  outside.stop();
});

async function linkCount(person: TestWriter): Promise<number> {
  return (await person.call("GET", "/api/v1/urls")).body.total;
}

async function aPicture(owner: TestWriter): Promise<string> {
  const id = randomUUID();
  await world.db
    .insertInto("social.media")
    .values({ id, owner_id: owner.id, media_type: "image/png", bytes: 1_000, width: 40, height: 30 })
    .execute();
  return id;
}

test("POST /posts creates a post that both paths return unchanged", async () => {
  const content = "Hello\n  world, 😀 e\u0301";

  const answer = await ann.call("POST", "/api/posts", { content });

  const { post_id } = answer.body;
  expect(answer).toMatchObject({
    status: 201,
    body: {
      post_id: expect.any(String),
      author: { user_id: ann.id, username: "Ann" },
      content,
      media: null,
      links: [],
      visibility: "public",
      likes: 0,
      comments: 0,
      liked: false,
    },
  });
  expect(answer.headers.get("location")).toBe(`/api/v1/posts/${post_id}`);
  for (const prefix of ["/api", "/api/v1"])
    expect(await bob.call("GET", `${prefix}/posts/${post_id}`)).toMatchObject({ status: 200, body: answer.body });
});

test.each([
  ["no content", {}, "/content"],
  ["an empty content", { content: "" }, "/content"],
  ["nothing but white space", { content: " \n " }, "/content"],
  ["5,001 characters", { content: "x".repeat(5_001) }, "/content"],
  ["NUL", { content: "a\0b" }, "/content"],
  ["half a character", { content: "\ud83d" }, "/content"],
  ["an unknown visibility", { content: "x", visibility: "secret" }, "/visibility"],
  ["media that is neither an id nor a URL", { content: "x", media: "picture.png" }, "/media"],
  ["media on an internal address", { content: "x", media: "http://127.0.0.1/a.png" }, "/media"],
  ["media that is a script", { content: "x", media: "javascript:alert(1)" }, "/media"],
  ["an unknown field", { content: "x", colour: "red" }, "/colour"],
])("a post with %s is refused", async (_what, body, pointer) => {
  expect(await ann.call("POST", "/api/posts", body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("a post may have 5,000 characters", async () => {
  expect(await ann.post("x".repeat(5_000))).toMatchObject({ content: "x".repeat(5_000) });
});

test("POST /posts needs a token and refuses another user's id", async () => {
  const path = "/api/posts";
  const body = { content: "x" };

  expect((await api.call("POST", path, { body })).status).toBe(401);
  expect((await ann.call("POST", path, { ...body, user_id: ann.id })).status).toBe(201);
  expect((await ann.call("POST", path, { ...body, user_id: bob.id })).status).toBe(403);
  expect((await ann.call("POST", `${path}?sender_id=${bob.id}`, body)).status).toBe(403);
});

test("POST /posts turns URLs into links of the author", async () => {
  const writer = await world.person("Linker");
  const urls = ["https://one.example/a_(b)?c=1&d=2", "HTTP://two.example", "https://drei.example/straße"];
  const content = `See ${urls[0]}, (${urls[1]}) and ${urls[2]}. Again: ${urls[0]}! ftp://x.example www.y.example a@z.example`;

  const post = await writer.post(content);

  expect(post.content).toBe(content);
  expect(post.links.map((link: { url: string }) => link.url)).toEqual(urls);
  const { items } = (await writer.call("GET", "/api/v1/urls?sort=created_at")).body;
  expect(items).toHaveLength(3);
  for (const { short_code, short_url } of post.links)
    expect(items).toContainEqual(expect.objectContaining({ short_code, short_url, owner_id: writer.id }));
  expect(items.map((link: { original_url: string }) => link.original_url).sort()).toEqual([
    "http://two.example/",
    "https://drei.example/stra%C3%9Fe",
    "https://one.example/a_(b)?c=1&d=2",
  ]);
});

test.each([
  ["http://127.0.0.1/", "the machine's address"],
  ["http://2130706433/", "the same as a number"],
  ["http://[::1]:8080/x", "the same in IPv6"],
  ["http://169.254.169.254/latest/meta-data", "the cloud metadata service"],
  ["http://localhost/", "the machine's host name"],
  ["https://user:secret@example.com/", "a password"],
  ["https://sho.rt/abc", "this shortener"],
])("a post with %s, %s, is refused and creates no link", async url => {
  const before = await linkCount(ann);

  const answer = await ann.call("POST", "/api/posts", { content: `fine: https://example.com/ and ${url}` });

  expect(answer).toMatchObject({ status: 422, body: { code: "target-refused", detail: expect.stringContaining(url) } });
  expect(await linkCount(ann)).toBe(before);
});

test("a post with a URL on a blocked host is refused", async () => {
  await world.db.insertInto("blocked_hosts").values({ host: "evil.example" }).execute();

  const answer = await ann.call("POST", "/api/posts", { content: "https://www.evil.example/" });

  expect(answer).toMatchObject({ status: 422, body: { code: "target-refused" } });
});

test("a post can have at most 20 links", async () => {
  const toContent = (count: number) => Array.from({ length: count }, (_, i) => `https://example.com/${i}`).join(" ");

  expect((await ann.post(toContent(20))).links).toHaveLength(20);
  expect(await ann.call("POST", "/api/posts", { content: toContent(21) })).toMatchObject({
    status: 422,
    body: { code: "validation-failed", errors: [{ pointer: "/content" }] },
  });
});

test("a refused post creates no link", async () => {
  const before = await linkCount(ann);

  const answer = await ann.call("POST", "/api/posts", { content: "https://example.com/x", media: randomUUID() });

  expect(answer).toMatchObject({ status: 404, body: { code: "media-not-found" } });
  expect(await linkCount(ann)).toBe(before);
});

test("a post that fails in the database creates no link and no notification", async () => {
  const reader = await world.person("Unnotified");
  const before = await linkCount(ann);
  await sql`alter table social.post_links add constraint broken check (url <> 'https://example.com/broken')`.execute(
    world.db,
  );

  const answer = await ann.call("POST", "/api/posts", { content: "@Unnotified https://example.com/broken" });

  expect(answer).toMatchObject({ status: 500, body: { code: "internal" } });
  expect(await linkCount(ann)).toBe(before);
  expect((await ann.call("GET", "/api/news-feed")).body.posts).not.toContainEqual(
    expect.objectContaining({ content: "@Unnotified https://example.com/broken" }),
  );
  expect(await world.notificationsOf(reader)).toEqual([]);
});

test("links show the titles of their pages once fetched", async () => {
  const url = outside.urlOf("shop.example", "/shoes");

  const { post_id } = await ann.post(`${url} and http://unreachable.example/`);

  const read = async () => (await bob.call("GET", `/api/posts/${post_id}`)).body.links;
  await waitFor(async () => (await read())[0].title !== null, { what: "the title" });
  expect(await read()).toMatchObject([{ url, title: "Shoes & more" }, { title: null }]);
});

test("only the author sees the clicks of a link, without bots", async () => {
  const post = await ann.post("https://example.com/clicked");
  const { items } = (await ann.call("GET", `/api/v1/urls?search=${post.links[0].short_code}`)).body;
  await world.db
    .insertInto("link_totals")
    .values({ link_id: items[0].id, clicks: 9, human_clicks: 7, last_clicked_at: new Date() })
    .execute();
  const admin = await world.person("Clicks admin");
  await world.makeAdmin(admin);
  const clicksAs = async (person: TestWriter) =>
    (await person.call("GET", `/api/posts/${post.post_id}`)).body.links[0].clicks;

  expect(await clicksAs(ann)).toBe(7);
  expect(await clicksAs(bob)).toBeNull();
  expect(await clicksAs(admin)).toBeNull();
});

test("a deleted link is no longer shown", async () => {
  const post = await ann.post("https://example.com/1 https://example.com/2");
  const { items } = (await ann.call("GET", `/api/v1/urls?search=${post.links[0].short_code}`)).body;

  await ann.call("DELETE", `/api/v1/urls/${items[0].id}`);

  const { links } = (await bob.call("GET", `/api/posts/${post.post_id}`)).body;
  expect(links).toEqual([{ ...post.links[1], clicks: null }]);
});

test("links of a post for friends cannot be read by id", async () => {
  const post = await ann.post("https://example.com/hidden", { visibility: "friends" });
  const { items } = (await ann.call("GET", `/api/v1/urls?search=${post.links[0].short_code}`)).body;

  expect((await bob.call("GET", `/api/v1/urls/${items[0].id}`)).status).toBe(404);
});

test("a post shows an uploaded picture or an external URL", async () => {
  const media = await aPicture(ann);

  const own = await ann.post("look", { media, media_alt: "A red square" });
  const elsewhere = await ann.post("look", { media: "https://pictures.example/a b.png" });
  const none = await ann.post("look", { media: null });

  expect(own.media).toEqual({
    url: `https://app.example/api/v1/media/${media}`,
    media_id: media,
    alt: "A red square",
    media_type: "image/png",
    width: 40,
    height: 30,
  });
  expect(elsewhere.media).toMatchObject({ url: "https://pictures.example/a%20b.png", media_id: null, alt: null });
  expect(elsewhere.links).toEqual([]);
  expect(none.media).toBeNull();
  expect(await ann.call("POST", "/api/posts", { content: "look", media_alt: "A red square" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/media_alt" }] },
  });
});

test("media on a blocked host is hidden until the host is unblocked", async () => {
  const media = "https://cdn.bad-pictures.example/x.png";
  const { post_id } = await ann.post("look", { media });
  const shown = async () => (await bob.call("GET", `/api/posts/${post_id}`)).body.media;

  await world.db.insertInto("blocked_hosts").values({ host: "bad-pictures.example" }).execute();

  expect(await shown()).toBeNull();
  expect(await ann.call("POST", "/api/posts", { content: "look", media })).toMatchObject({
    status: 422,
    body: { code: "target-refused" },
  });
  await world.db.deleteFrom("blocked_hosts").where("host", "=", "bad-pictures.example").execute();
  expect(await shown()).toMatchObject({ url: media });
});

test("a post cannot show another user's picture", async () => {
  const media = await aPicture(bob);

  expect(await ann.call("POST", "/api/posts", { content: "mine!", media })).toMatchObject({
    status: 404,
    body: { code: "media-not-found" },
  });
});

test("a post stays without its picture when the picture is deleted", async () => {
  const media = await aPicture(ann);
  const { post_id } = await ann.post("look", { media });

  await world.db.deleteFrom("social.media").where("id", "=", media).execute();

  expect((await bob.call("GET", `/api/posts/${post_id}`)).body).toMatchObject({ content: "look", media: null });
});

test("DELETE /posts/:id deletes the author's post once and keeps its links", async () => {
  const { post_id } = await ann.post("https://example.com/stays");
  await bob.call("POST", `/api/posts/${post_id}/like`);
  await bob.call("POST", `/api/posts/${post_id}/comment`, { comment: "x" });
  const before = await linkCount(ann);

  expect(await bob.call("DELETE", `/api/posts/${post_id}`)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  const answers = await Promise.all(Array.from({ length: 5 }, () => ann.call("DELETE", `/api/posts/${post_id}`)));

  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404]);
  expect((await ann.call("GET", `/api/posts/${post_id}`)).status).toBe(404);
  expect(await linkCount(ann)).toBe(before);
});

test("an administrator can delete a post, which is written to the audit log", async () => {
  const admin = await world.person("Remover");
  await world.makeAdmin(admin);
  const removed = await ann.post("spam");
  const own = await admin.post("a mistake");

  expect((await admin.call("DELETE", `/api/posts/${removed.post_id}`)).status).toBe(204);
  expect((await admin.call("DELETE", `/api/posts/${own.post_id}`)).status).toBe(204);

  expect((await bob.call("GET", `/api/posts/${removed.post_id}`)).status).toBe(404);
  const { items } = (await admin.call("GET", "/api/v1/admin/audit")).body;
  const entries = items.filter((entry: { action: string }) => entry.action === "post.removed");
  expect(entries).toMatchObject([{ actor_id: admin.id, subject_id: removed.post_id, details: { author_id: ann.id } }]);
});

test("API keys cannot post", async () => {
  const { body: key } = await ann.call("POST", "/api/v1/api-keys", { name: "key", scopes: ["read", "write"] });

  const answer = await api.call("POST", "/api/posts", { body: { content: "x" }, token: key.key });

  expect(answer).toMatchObject({ status: 403, body: { code: "missing-scope" } });
});

test("Idempotency-Key creates a post once", async () => {
  const { token } = await api.signUp();
  const send = () =>
    api.call("POST", "/api/posts", {
      body: { content: "https://example.com/once" },
      token,
      headers: { "idempotency-key": "one" },
    });

  const [first, second] = [await send(), await send()];

  expect(second).toMatchObject({ status: 201, body: { post_id: first.body.post_id } });
  expect((await api.call("GET", "/api/v1/news-feed", { token })).body.posts).toHaveLength(1);
});

test("posts are limited per hour", async () => {
  const limited = await startTestApi({ RATE_LIMIT_POST: "2", RATE_LIMIT_COMMENT: "1", DATABASE_URL: api.databaseUrl });
  const { token } = await limited.signUp();
  const post = () => limited.call("POST", "/api/posts", { body: { content: "x" }, token });
  const { post_id } = (await post()).body;
  const comment = () => limited.call("POST", `/api/posts/${post_id}/comment`, { body: { comment: "x" }, token });

  const posts = [await post(), await post()];
  const comments = [await comment(), await comment()];
  await limited.stop();

  expect(posts.map(({ status }) => status)).toEqual([201, 429]);
  expect(comments.map(({ status }) => status)).toEqual([201, 429]);
});
