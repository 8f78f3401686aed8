import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SocialWorld, startSocialWorld, type TestWriter } from "../../testing/start-social-world.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let world: SocialWorld;
let ann: TestWriter;
let bob: TestWriter;
beforeAll(async () => {
  api = await startTestApi();
  world = startSocialWorld(api);
  [ann, bob] = await Promise.all([world.person("Ann"), world.person("Bob")]);
});
afterAll(async () => {
  await world.stop();
  await api.stop();
});

const read = async (person: TestWriter, postId: string) => (await person.call("GET", `/api/posts/${postId}`)).body;
const like = (person: TestWriter, postId: string) => person.call("POST", `/api/posts/${postId}/like`);
const unlike = (person: TestWriter, postId: string) => person.call("DELETE", `/api/posts/${postId}/like`);
const comment = (person: TestWriter, postId: string, text: string) =>
  person.call("POST", `/api/posts/${postId}/comment`, { comment: text });
const comments = async (person: TestWriter, postId: string, query = "") =>
  (await person.call("GET", `/api/posts/${postId}/comments?${query}`)).body;
const textsOf = async (person: TestWriter, postId: string) =>
  (await comments(person, postId)).comments.map((each: { comment: string }) => each.comment);

test("likes and unlikes are idempotent", async () => {
  const { post_id } = await ann.post("likeable");

  const given = [await like(bob, post_id), await like(bob, post_id), await like(ann, post_id)];

  expect(given.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(given.map(({ body }) => body)).toEqual([1, 1, 2].map(likes => ({ status: "liked", likes })));
  expect(await read(bob, post_id)).toMatchObject({ likes: 2, liked: true });

  const taken = [await unlike(bob, post_id), await unlike(bob, post_id)];

  expect(taken.map(({ status }) => status)).toEqual([204, 204]);
  expect(await read(bob, post_id)).toMatchObject({ likes: 1, liked: false });
});

test("likes and comments need an existing post", async () => {
  const nowhere = randomUUID();

  for (const answer of [await like(ann, nowhere), await unlike(ann, nowhere), await comment(ann, nowhere, "x")])
    expect(answer).toMatchObject({ status: 404, body: { code: "post-not-found" } });
  expect((await like(ann, "no-id")).status).toBe(422);
  expect((await api.call("POST", `/api/posts/${nowhere}/like`)).status).toBe(401);
});

test("likes and comments need a token and refuse another user's id", async () => {
  const { post_id } = await ann.post("likeable");
  const path = `/api/posts/${post_id}`;

  expect((await bob.call("POST", `${path}/like`, { user_id: bob.id })).status).toBe(200);
  expect((await bob.call("POST", `${path}/like`, { user_id: ann.id })).status).toBe(403);
  expect((await bob.call("DELETE", `${path}/like?user_id=${ann.id}`)).status).toBe(403);
  expect((await bob.call("POST", `${path}/comment`, { user_id: ann.id, comment: "x" })).status).toBe(403);
});

test("a comment is listed below its post", async () => {
  const { post_id } = await ann.post("talk to me");

  const answer = await comment(bob, post_id, "  First!\nSecond line ");

  expect(answer).toMatchObject({
    status: 201,
    body: { post_id, comment: "First!\nSecond line", author: { user_id: bob.id, username: "Bob" } },
  });
  expect(await comments(ann, post_id)).toEqual({
    items: [answer.body],
    comments: [answer.body],
    next_cursor: null,
  });
  expect(await read(ann, post_id)).toMatchObject({ comments: 1 });
});

test.each([
  ["nothing", {}],
  ["an empty text", { comment: "" }],
  ["white space", { comment: " \n" }],
  ["2,001 characters", { comment: "x".repeat(2_001) }],
  ["a number", { comment: 1 }],
  ["NUL", { comment: "a\0" }],
])("a comment of %s is refused", async (_what, body) => {
  const { post_id } = await ann.post("talk to me");

  const answer = await bob.call("POST", `/api/posts/${post_id}/comment`, body);

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/comment" }] } });
  expect(await read(ann, post_id)).toMatchObject({ comments: 0 });
});

test("comments are listed oldest first, and pages neither repeat nor skip while others comment", async () => {
  const { post_id } = await ann.post("talk to me");
  for (let i = 0; i < 12; i++) await comment(bob, post_id, `${i}`);

  const seen: string[] = [];
  let page = await comments(ann, post_id, "page_size=5");
  for (;;) {
    seen.push(...page.comments.map((each: { comment: string }) => each.comment));
    if (page.next_cursor === null) break;
    if (seen.length < 10) await comment(ann, post_id, "meanwhile");
    page = await comments(ann, post_id, `page_size=5&cursor=${page.next_cursor}`);
  }

  expect(seen).toEqual([...Array.from({ length: 12 }, (_, i) => `${i}`), "meanwhile"]);
});

test.each(["page_size=0", "page_size=101", "page_size=x", "cursor=x", "cursor=", "page=1"])(
  "the list of comments refuses %s",
  async query => {
    const { post_id } = await ann.post("talk to me");

    expect((await ann.call("GET", `/api/posts/${post_id}/comments?${query}`)).status).toBe(422);
  },
);

test("a comment can be deleted by its author, the post's author and administrators", async () => {
  const [cid, admin] = await Promise.all([world.person("Cid"), world.person("Comment admin")]);
  await world.makeAdmin(admin);
  const { post_id } = await ann.post("talk to me");
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push((await comment(bob, post_id, `${i}`)).body.comment_id);
  const remove = async (person: TestWriter, id: string | undefined) =>
    (await person.call("DELETE", `/api/posts/${post_id}/comments/${id}`)).status;

  expect(await remove(cid, ids[0])).toBe(403);
  expect(await remove(bob, ids[0])).toBe(204);
  expect(await remove(bob, ids[0])).toBe(404);
  expect(await remove(ann, ids[1])).toBe(204);
  expect(await remove(admin, ids[2])).toBe(204);

  expect(await read(ann, post_id)).toMatchObject({ comments: 0 });
  const { items } = (await admin.call("GET", "/api/v1/admin/audit")).body;
  expect(items.filter((entry: { action: string }) => entry.action === "comment.removed")).toMatchObject([
    { actor_id: admin.id, subject_id: ids[2], details: { author_id: bob.id, post_id } },
  ]);
});

test("a comment cannot be deleted through another post", async () => {
  const [one, other] = [await bob.post("one"), await ann.post("other")];
  const { comment_id } = (await comment(ann, one.post_id, "x")).body;

  const answer = await ann.call("DELETE", `/api/posts/${other.post_id}/comments/${comment_id}`);

  expect(answer).toMatchObject({ status: 404, body: { code: "comment-not-found" } });
  expect(await textsOf(ann, one.post_id)).toEqual(["x"]);
});

test("blocking hides comments from each other only", async () => {
  const [dan, eve, admin] = await Promise.all([
    world.person("Dan"),
    world.person("Eve"),
    world.person("Reading admin"),
  ]);
  await world.makeAdmin(admin);
  const { post_id } = await ann.post("talk to me");
  await comment(dan, post_id, "of Dan");
  const { comment_id } = (await comment(eve, post_id, "of Eve")).body;

  await world.block(dan, eve);

  expect(await textsOf(dan, post_id)).toEqual(["of Dan"]);
  expect(await textsOf(eve, post_id)).toEqual(["of Eve"]);
  for (const person of [ann, admin]) expect(await textsOf(person, post_id)).toEqual(["of Dan", "of Eve"]);
  expect((await dan.call("DELETE", `/api/posts/${post_id}/comments/${comment_id}`)).status).toBe(404);
});

test("comments of a disabled account are hidden", async () => {
  const fay = await world.person("Fay");
  const { post_id } = await ann.post("talk to me");
  await comment(fay, post_id, "of Fay");

  await world.disable(fay);

  expect(await textsOf(ann, post_id)).toEqual([]);
});

// Three times as many as management has connections to Postgres: more would only wait longer.
test("60 concurrent likes, some repeated and some removed, are counted exactly", async () => {
  const { post_id } = await ann.post("likeable");
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => world.person(`Liker ${i}`)));
  const half = people.slice(0, 6);
  const all = [...people, ...people, ...people].map(person => () => like(person, post_id));
  const back = [...half, ...half, ...half, ...half].map(person => () => unlike(person, post_id));

  const answers = await Promise.all([...all, ...back].sort(() => Math.random() - 0.5).map(run => run()));

  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  const { count } = await world.db
    .selectFrom("social.likes")
    .select(eb => eb.fn.countAll<number>().as("count"))
    .where("post_id", "=", post_id)
    .executeTakeFirstOrThrow();
  expect(await read(ann, post_id)).toMatchObject({ likes: count });
  await Promise.all(half.map(person => unlike(person, post_id)));
  expect(await read(ann, post_id)).toMatchObject({ likes: 6 });
});

test("60 concurrent comments are all listed and counted exactly", async () => {
  const { post_id } = await ann.post("talk to me");
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => world.person(`Talker ${i}`)));

  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => comment(people[i % 10] as TestWriter, post_id, `@Ann ${i}`)),
  );

  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  expect(await read(ann, post_id)).toMatchObject({ comments: 60 });
  expect(new Set(answers.map(({ body }) => body.comment_id)).size).toBe(60);
  expect((await comments(ann, post_id, "page_size=100")).comments).toHaveLength(60);
});

test("likes and comments on a post that is being deleted succeed or answer 404", async () => {
  const { post_id } = await ann.post("fleeting");
  const people = await Promise.all(Array.from({ length: 10 }, (_, i) => world.person(`Late ${i}`)));

  const answers = await Promise.all([
    ...people.flatMap(person => [like(person, post_id), comment(person, post_id, "x"), unlike(person, post_id)]),
    ann.call("DELETE", `/api/posts/${post_id}`),
    ...people.flatMap(person => [like(person, post_id), comment(person, post_id, "x"), unlike(person, post_id)]),
  ]);

  expect(answers.filter(({ status }) => ![200, 201, 204, 404].includes(status))).toEqual([]);
  expect((await read(bob, post_id)).code).toBe("post-not-found");
});

test("deleting an account deletes its posts, likes and comments and updates the counts", async () => {
  const leaver = await world.person("Leaver");
  const [kept, gone] = [await ann.post("kept"), await leaver.post("gone")];
  for (const { post_id } of [kept, gone]) {
    for (const person of [leaver, bob]) {
      await like(person, post_id);
      await comment(person, post_id, `of ${person.username}`);
    }
  }

  await world.db.deleteFrom("users").where("id", "=", leaver.id).execute();

  expect(await read(ann, kept.post_id)).toMatchObject({ likes: 1, comments: 1 });
  expect(await textsOf(ann, kept.post_id)).toEqual(["of Bob"]);
  expect((await read(ann, gone.post_id)).code).toBe("post-not-found");
});

test("the author is notified once per liker and of each comment, not of their own", async () => {
  const [author, fan] = await Promise.all([world.person("Author"), world.person("Fan")]);
  const { post_id } = await author.post("look");

  await like(author, post_id);
  await comment(author, post_id, "mine");
  await like(fan, post_id);
  await unlike(fan, post_id);
  await Promise.all([like(fan, post_id), like(fan, post_id)]);
  await comment(fan, post_id, "one");
  await comment(fan, post_id, "two");

  expect(await world.notificationsOf(author)).toEqual(
    ["like", "comment", "comment"].map(kind => ({ kind, actor_id: fan.id, post_id })),
  );
  expect(await world.notificationsOf(fan)).toEqual([]);
});

test("refused requests notify no one", async () => {
  const author = await world.person("Undisturbed");
  const { post_id } = await author.post("look");

  await comment(bob, post_id, "");
  await bob.call("POST", `/api/posts/${post_id}/like`, { user_id: author.id });
  await bob.call("POST", "/api/posts", { content: "@Undisturbed http://localhost/" });

  expect(await world.notificationsOf(author)).toEqual([]);
});
