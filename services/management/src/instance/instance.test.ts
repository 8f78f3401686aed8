import { Alias } from "@shunt/contracts/links";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const open = {
  name: "Shunt",
  short_url_base: "https://sho.rt",
  registration_enabled: true,
  anonymous_links_enabled: true,
  social_enabled: true,
  uploads_enabled: false,
  email_verification: "off",
  short_codes: { min_length: 3, max_length: 50, generated_length: 7, is_case_sensitive: true },
};

let api: TestApi;
let closed: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  closed = await startTestApi({
    DATABASE_URL: api.databaseUrl,
    INSTANCE_NAME: "Links of Example",
    REGISTRATION_ENABLED: "false",
    ANONYMOUS_LINKS_ENABLED: "false",
    SOCIAL_ENABLED: "true",
    SHORT_CODE_CASE: "insensitive",
    EMAIL_VERIFICATION: "required",
  });
});
afterAll(async () => {
  await closed.stop();
  await api.stop();
});

const get = (of: TestApi) => of.call("GET", "/api/v1/instance");

test("GET /instance shows names, features and limits without a session, and may be cached", async () => {
  const answer = await get(api);

  expect(answer).toMatchObject({ status: 200, body: { ...open, version: expect.stringMatching(/^\d+\.\d+\.\d+/) } });
  expect(answer.headers.get("cache-control")).toBe("public, max-age=60");
  expect(Object.keys(answer.body).sort()).toEqual([...Object.keys(open), "version"].sort());
});

test("GET /instance follows the configuration", async () => {
  expect((await get(closed)).body).toMatchObject({
    name: "Links of Example",
    registration_enabled: false,
    anonymous_links_enabled: false,
    email_verification: "required",
    short_codes: { is_case_sensitive: false },
  });
});

test("the lengths of codes in GET /instance are those that links accept", async () => {
  const { min_length: min, max_length: max } = (await get(api)).body.short_codes;
  const isAccepted = (length: number) => Alias.safeParse("x".repeat(length)).success;

  expect([min - 1, min, max, max + 1].map(isAccepted)).toEqual([false, true, true, false]);
});

test.each([
  ["/api/v1/auth/register", {}],
  ["/api/v1/register", { username: "zoe" }],
])("with REGISTRATION_ENABLED=false POST %s is refused", async (path, fields) => {
  const body = { email: "zoe@example.com", password: "correct horse battery", ...fields };

  const answer = await closed.call("POST", path, { body });

  expect(answer).toMatchObject({ status: 403, body: { code: "registration-disabled" } });
  expect((await api.call("POST", "/api/v1/auth/login", { body: { ...body, username: undefined } })).status).toBe(401);
});

test("with ANONYMOUS_LINKS_ENABLED=false links need an account", async () => {
  const { token, id } = await api.signUp();
  const create = (headers: { token?: string }) =>
    closed.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" }, ...headers });

  expect(await create({})).toMatchObject({ status: 401, body: { code: "not-authenticated" } });
  expect((await create({ token })).status, id).toBe(201);
});
