import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
let ann: { token: string };
let bob: { token: string };
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const domains = "/api/v1/domains";
const urls = "/api/v1/urls";
const target = "https://target.example/";

const add = (host: string, { token } = ann, fields: object = {}) =>
  api.call("POST", domains, { body: { host, ...fields }, token });
const verify = (host: string, { token } = ann) => api.call("POST", `${domains}/${host}/verification`, { token });
const change = (host: string, body: object, { token } = ann) =>
  api.call("PATCH", `${domains}/${host}`, { body, token });
const makeLink = (fields: object, { token } = ann) =>
  api.call("POST", urls, { body: { original_url: target, ...fields }, token });
const certificateStatus = async (host: string) => (await api.call("GET", `${domains}/ask?domain=${host}`)).status;

test.each(["invalid", "localhost", "onion", "alt"])(
  "addDomain refuses a host below .%s, which no DNS has",
  async top => {
    const refused = await add(`go.ann.${top}`);

    const errors = [{ pointer: "/host", detail: "must be a full domain name such as go.example.com" }];
    expect(refused).toMatchObject({ status: 422, body: { errors } });
  },
);

test("verifyDomain verifies a domain once its TXT record exists", async () => {
  const added = await add("Go.Ann.example.");

  expect(added).toMatchObject({
    status: 201,
    body: {
      host: "go.ann.example",
      is_verified: false,
      verification: {
        type: "TXT",
        name: "_shunt.go.ann.example",
        value: expect.stringMatching(/^shunt-verify=[\w-]{43}$/),
      },
      is_default: false,
      is_case_sensitive: true,
    },
  });
  expect(await certificateStatus("go.ann.example")).toBe(404);
  expect((await makeLink({ domain: "go.ann.example" })).body.code).toBe("domain-not-found");
  expect(await verify("go.ann.example")).toMatchObject({
    status: 409,
    body: { code: "domain-not-verified", detail: expect.stringContaining("There is no TXT record") },
  });
  const { name, value } = added.body.verification;
  api.dns.set(name, [["v=spf1 -all"], ["shunt-verify=another"]]);
  expect((await verify("go.ann.example")).body.detail).toContain("has the expected value");
  expect((await change("go.ann.example", { root_url: target })).body.code).toBe("domain-not-verified");

  // DNS splits long records into several strings, and providers may store pasted quotes.
  api.dns.set(name, [["v=spf1 -all"], [`"${value.slice(0, 20)}`, `${value.slice(20)}" `]]);
  expect(await verify("go.ann.example")).toMatchObject({
    status: 200,
    body: { is_verified: true, verification: null },
  });

  expect(await certificateStatus("go.ann.example")).toBe(200);
  expect((await makeLink({ domain: "go.ann.example", custom_alias: "hello" })).body).toMatchObject({
    domain: "go.ann.example",
    short_url: "https://go.ann.example/hello",
  });
  expect((await api.call("GET", domains, ann)).body.items).toMatchObject([
    { host: "go.ann.example", is_verified: true },
  ]);
});

test("strangers cannot add, read, change, delete or use a verified domain", async () => {
  await api.addDomain(ann.token, "only.ann.example");

  expect((await add("only.ann.example")).body.code).toBe("domain-taken");
  expect((await api.call("GET", `${domains}/only.ann.example`, bob)).body.code).toBe("domain-not-found");
  expect((await change("only.ann.example", { root_url: target }, bob)).status).toBe(404);
  expect((await api.call("DELETE", `${domains}/only.ann.example`, bob)).status).toBe(404);
  expect((await makeLink({ domain: "only.ann.example" }, bob)).body.code).toBe("domain-not-found");
  expect((await api.call("GET", domains, {})).status).toBe(401);
});

test("a domain claimed by two accounts goes to the first one that is verified", async () => {
  const [anns, bobs] = [await add("both.example.com", ann), await add("both.example.com", bob)];
  const { name } = anns.body.verification;
  api.dns.set(name, [[anns.body.verification.value], [bobs.body.verification.value]]);

  const statuses = (await Promise.all([verify("both.example.com", ann), verify("both.example.com", bob)])).map(
    ({ status }) => status,
  );

  expect(statuses.sort()).toEqual([200, 409]);
});

test.each([
  ["https://example.com"],
  ["example.com/path"],
  ["user@example.com"],
  ["localhost"],
  ["192.0.2.1"],
  ["0x7f.1"],
  ["[::1]"],
  ["sho.rt"],
  [""],
  ["a b.example"],
])("addDomain rejects the host %j", async host => {
  expect(await add(host)).toMatchObject({ status: 422, body: { errors: [{ pointer: "/host" }] } });
});

test("addDomain converts a Unicode host to punycode", async () => {
  expect((await add("bücher.example")).body.host).toBe("xn--bcher-kva.example");
});

test("updateDomain changes given settings, clears null ones and rejects refused destinations", async () => {
  await api.addDomain(ann.token, "set.ann.example");
  const all = {
    root_url: "https://target.example/root",
    not_found_url: "https://target.example/missing",
    expired_url: "https://target.example/over",
    robots: "disallow",
  };

  expect((await change("set.ann.example", all)).body).toMatchObject(all);
  expect((await change("set.ann.example", { root_url: null, robots: null })).body).toMatchObject({
    ...all,
    root_url: null,
    robots: null,
  });
  expect((await change("set.ann.example", { root_url: "https://set.ann.example/x" })).body.code).toBe("target-refused");
  expect((await change("set.ann.example", { not_found_url: "http://127.0.0.1/" })).status).toBe(422);
  expect((await change("set.ann.example", { robots: "sometimes" })).status).toBe(422);
  expect((await change("set.ann.example", { colour: "red" })).status).toBe(422);
  expect((await change("set.ann.example", {})).status).toBe(422);
  expect((await api.call("GET", `${domains}/set.ann.example`, ann)).body).toMatchObject({
    ...all,
    root_url: null,
    robots: null,
  });
});

test("createLink uses the default domain if none is given, and the shared domain for null", async () => {
  const carol = await api.signUp();
  await api.addDomain(carol.token, "carol.example.com");
  await api.addDomain(carol.token, "second.example.com");

  await change("carol.example.com", { is_default: true }, carol);
  expect((await makeLink({}, carol)).body.domain).toBe("carol.example.com");
  await change("second.example.com", { is_default: true }, carol);
  expect((await makeLink({}, carol)).body.domain).toBe("second.example.com");
  expect((await makeLink({ domain: null }, carol)).body.domain).toBeNull();
  const listed = (await api.call("GET", domains, carol)).body.items;
  expect(listed.map((each: { is_default: boolean }) => each.is_default)).toEqual([false, true]);
  await change("second.example.com", { is_default: false }, carol);
  expect((await makeLink({}, carol)).body.domain).toBeNull();
});

test("a code identifies a different link on each domain, also for QR codes and analytics", async () => {
  await api.addDomain(ann.token, "codes.ann.example");
  const shared = (await makeLink({ custom_alias: "twice" })).body;
  const own = (await makeLink({ custom_alias: "twice", domain: "codes.ann.example" })).body;
  expect(own.id).not.toBe(shared.id);

  const get = async (path: string) => (await api.call("GET", path, ann)).status;
  expect(await get("/api/v1/qr/twice?domain=codes.ann.example&format=svg")).toBe(200);
  expect(await get("/api/v1/qr/twice?domain=unknown.example.com")).toBe(404);
  expect(await get("/api/v1/analytics/twice/summary?domain=codes.ann.example")).toBe(200);
  await api.call("DELETE", `${urls}/${shared.id}`, ann);
  expect(await get("/api/v1/qr/twice")).toBe(404);
  expect(await get("/api/v1/qr/twice?domain=codes.ann.example")).toBe(200);
  const availability = async (query: string) =>
    (await api.call("GET", `${urls}/availability?${query}`, ann)).body.is_available;
  expect(await availability("alias=twice")).toBe(true);
  expect(await availability("alias=twice&domain=codes.ann.example")).toBe(false);
  expect(await availability("alias=thrice&domain=codes.ann.example")).toBe(true);
  expect((await api.call("GET", `${urls}?domain=codes.ann.example`, ann)).body.items).toMatchObject([{ id: own.id }]);
});

test.each(["twice", "thrice"])("other accounts cannot check whether a domain of yours has the code %s", async code => {
  await api.addDomain(ann.token, `${code}.ann.example`);
  await makeLink({ custom_alias: "twice", domain: `${code}.ann.example` });
  const path = `${urls}/availability?short_code=${code}&domain=${code}.ann.example`;

  const answer = await api.call("GET", path, await api.signUp());

  expect([answer.status, answer.body.code]).toEqual([404, "domain-not-found"]);
});

test("codes on a case-insensitive domain match in any case", async () => {
  await api.addDomain(ann.token, "case.ann.example", { is_case_sensitive: false });
  const on = { domain: "case.ann.example" };

  expect((await makeLink({ ...on, custom_alias: "SaLe" })).body.short_code).toBe("sale");
  expect((await makeLink({ ...on, custom_alias: "sAlE" })).body.code).toBe("alias-taken");
  expect((await makeLink(on)).body.short_code).toMatch(/^[2-9a-km-z]{7}$/);
  expect((await api.call("GET", "/api/v1/qr/SALE?domain=case.ann.example", ann)).status).toBe(200);
  expect((await api.call("GET", "/api/v1/analytics/series?link=SALE&domain=case.ann.example", ann)).status).toBe(200);
  expect((await change("case.ann.example", { is_case_sensitive: true })).status).toBe(422);
});

test("deleteDomain rejects a domain with links, and frees it for other accounts", async () => {
  await api.addDomain(ann.token, "gone.ann.example");
  const { body: link } = await makeLink({ domain: "gone.ann.example" });
  const remove = () => api.call("DELETE", `${domains}/gone.ann.example`, ann);

  expect(await remove()).toMatchObject({ status: 409, body: { code: "domain-in-use" } });
  await api.call("DELETE", `${urls}/${link.id}`, ann);
  expect((await remove()).status).toBe(204);

  expect((await api.call("GET", `${domains}/gone.ann.example`, ann)).status).toBe(404);
  expect(await certificateStatus("gone.ann.example")).toBe(404);
  expect((await add("gone.ann.example", bob)).status).toBe(201);
});

test("concurrent createLink and deleteDomain never leave a link without a domain", async () => {
  for (let round = 0; round < 5; round++) {
    await api.addDomain(ann.token, "race.ann.example");
    const [given, ...made] = await Promise.all([
      api.call("DELETE", `${domains}/race.ann.example`, ann),
      ...Array.from({ length: 10 }, () => makeLink({ domain: "race.ann.example" })),
    ]);
    const links = made.filter(({ status }) => status === 201);

    expect(made.every(({ status }) => status === 201 || status === 404)).toBe(true);
    expect(given?.status).toBe(links.length > 0 ? 409 : 204);
    for (const { body } of links) await api.call("DELETE", `${urls}/${body.id}`, ann);
    await api.call("DELETE", `${domains}/race.ann.example`, ann);
  }
});

test("a workspace gets at most 100 domains, also from concurrent requests", async () => {
  const many = await api.signUp();
  const answers = await Promise.all(Array.from({ length: 105 }, (_, i) => add(`n${i}.many.example`, many)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  expect(answers.filter(({ body }) => body.code === "too-many-domains")).toHaveLength(5);
});

test("GET /domains/ask answers 200 for known hosts, 404 for others and 422 without a host", async () => {
  expect(await certificateStatus("sho.rt")).toBe(200);
  expect(await certificateStatus("elsewhere.example")).toBe(404);
  expect((await api.call("GET", `${domains}/ask`)).status).toBe(422);
});

test("only administrators can change the shared domain", async () => {
  const signIn = async (): Promise<string | undefined> =>
    (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token;
  const token = (await waitFor(signIn, { what: "the administrator to be made" })) as string;
  const path = "/api/v1/admin/default-domain";

  expect((await api.call("PATCH", path, { body: { root_url: target }, token: ann.token })).status).toBe(403);
  expect((await api.call("PATCH", path, { body: { root_url: "https://sho.rt/x" }, token })).body.code).toBe(
    "target-refused",
  );
  expect((await api.call("PATCH", path, { body: { root_url: target, robots: "allow" }, token })).status).toBe(200);
  expect((await api.call("GET", path, { token })).body).toMatchObject({
    root_url: target,
    not_found_url: null,
    expired_url: null,
    robots: "allow",
  });
  const entries = await db
    .selectFrom("audit_log")
    .select("action")
    .where("action", "=", "default-domain.changed")
    .execute();
  expect(entries).toHaveLength(1);
});
