import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf } from "../../testing/codes-of.ts";
import { makePerson } from "../../testing/make-people.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const password = "correct horse battery";
const register = (username: unknown, email: unknown = `${crypto.randomUUID()}@example.com`) =>
  api.call("POST", "/api/register", { body: { username, email, password } });

test("POST /register sets the username; the account works with every sign-in endpoint", async () => {
  const email = "ann@example.com";

  const made = await register("  Ann Example ", email);
  const { body: pair, status } = await api.call("POST", "/api/login", { body: { email, password } });
  const { body: me } = await api.call("GET", "/api/v1/auth/me", { token: pair.access_token });

  expect(made).toMatchObject({ status: 201, body: { username: "Ann Example" } });
  expect(Object.keys(made.body).sort()).toEqual(["user_id", "username"]);
  expect([status, Object.keys(pair).sort()]).toEqual([
    200,
    ["access_token", "expires_in", "refresh_token", "token_type"],
  ]);
  expect(me).toMatchObject({ id: made.body.user_id, email });
  const wrong = await api.call("POST", "/api/login", { body: { email, password: "another one" } });
  expect([wrong.status, wrong.body.code]).toEqual([401, "invalid-credentials"]);
  expect((await api.call("POST", "/api/v1/login", { body: { email, password } })).status).toBe(200);
});

test("usernames are unique ignoring case and width, and a refusal leaves no account", async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  await register("Überall");

  const taken = await Promise.all(
    ["überall", "ÜBERALL", "Ｕ\u0308berall", "Über\ufe0fall"].map(name => register(name, email)),
  );

  expect(codesOf(taken)).toEqual(Array(4).fill("409 username-taken"));
  expect((await register("somebody else", email)).status).toBe(201);
  expect(codesOf([await register("a third one", email.toUpperCase())])).toEqual(["409 email-taken"]);
});

test("only one of several concurrent registrations gets a username", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => register(i % 2 ? "popular" : "Popular")));

  expect(codesOf(answers)).toEqual(["201", ...Array(7).fill("409 username-taken")]);
});

test.each([
  ["too short", "ab"],
  ["too long", "a".repeat(31)],
  ["blank", "     "],
  ["of two lines", "ann\nbob"],
  ["invisible", "a\u200bb"],
  ["with a right-to-left override", "an\u202en"],
  ["with a grapheme joiner inside", "Zo\u034fë"],
  ["with a Hangul filler inside", "Zo\u115fë"],
  ["with another Hangul filler inside", "Zo\u3164ë"],
  ["with a blank Braille pattern inside", "Zo\u2800ë"],
  ["with a Greek letter among Latin ones", "Z\u03bfë"],
  ["with a Cyrillic letter among Latin ones", "\u0410nn"],
  ["reserved for the service", "【admin】 1"],
  ["a generated name", "member-01a1fb6f"],
  ["similar to a generated name", "Ｍember-01a1fb6f"],
  ["not text", 123],
  ["missing", undefined],
])("a username that is %s is refused", async (_what, name) => {
  const { status, body } = await register(name);

  expect([status, body.errors?.[0].pointer]).toEqual([422, "/username"]);
});

test("usernames of up to 30 characters of any script are accepted", async () => {
  expect((await register("あ".repeat(30))).body.username).toHaveLength(30);
  expect((await register("😀".repeat(30))).status).toBe(201);
  expect((await register("Ελένη Ann Сергей 李")).status).toBe(201);
  expect((await register("Ann ❤\ufe0f")).body.username).toBe("Ann ❤");
});

test("markup in a username is returned as text", async () => {
  const name = "<img src=x onerror=alert(1)>";

  const { body, headers } = await register(name);

  expect(body.username).toBe(name);
  expect(headers.get("content-type")).toContain("application/json");
});

test("accounts have a generated username and can change it", async () => {
  const { token, id } = await api.signUp();
  const ann = await makePerson(api, "ann of names");
  const choose = (username: string) => api.call("PATCH", "/api/profile", { token, body: { username } });
  const profile = async () => (await api.call("GET", "/api/profile", { token })).body;

  expect(await profile()).toEqual({ user_id: id, username: `member-${id.slice(-12)}` });
  expect((await choose("cleo")).body).toEqual({ user_id: id, username: "cleo" });
  expect((await choose("Cleo")).body.username).toBe("Cleo");
  expect(codesOf([await choose(ann.username.toUpperCase())])).toEqual(["409 username-taken"]);
  expect((await profile()).username).toBe("Cleo");
});
