import { createDomainCache, createRedis, settled } from "@shunt/cache";
import { cachedDomainColumns, createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const domains = "/api/v1/domains";
const urls = "/api/v1/urls";
const target = "https://target.example/";
let api: TestApi;
let db: Db;
let ann: { token: string; id: string; email: string };
let bob: { token: string; id: string; email: string };
let boss: string;
let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    SMTP_URL: mailServer.url,
    EMAIL_VERIFICATION: "off",
  });
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const signIn = async (): Promise<string | undefined> =>
    (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token;
  boss = (await waitFor(signIn, { what: "the administrator to be made" })) as string;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
  await mailServer.stop();
});

const verify = (host: string, { token } = ann) => api.call("POST", `${domains}/${host}/verification`, { token });
const listOf = async ({ token }: { token: string }) => (await api.call("GET", domains, { token })).body.items;
const makeLink = (fields: object, { token } = ann) =>
  api.call("POST", urls, { body: { original_url: target, ...fields }, token });
const removeAsBoss = (host: string) => api.call("DELETE", `/api/v1/admin/domains/${host}`, { token: boss });
async function claim(host: string, { token } = bob) {
  const { status, body } = await api.call("POST", domains, { body: { host }, token });
  expect(status).toBe(201);
  return body.verification as { name: string; value: string };
}
/** Adds a domain with a link `sale` on it. */
async function aDomainOfAnn(host: string): Promise<{ id: string }> {
  await api.addDomain(ann.token, host);
  return (await makeLink({ domain: host, short_code: "sale" })).body;
}

test("a domain goes to the workspace that proves it, and its former links stay out of reach", async () => {
  const host = "moved.example.com";
  const link = await aDomainOfAnn(host);
  await api.call("PATCH", `${domains}/${host}`, { body: { is_default: true }, ...ann });
  const { name, value } = await claim(host);
  api.dns.set(name, [[value]]);

  expect(await verify(host, bob)).toMatchObject({ status: 200, body: { host, is_verified: true } });

  expect((await makeLink({ domain: host, short_code: "sale" }, bob)).body.short_url).toBe(`https://${host}/sale`);
  const former = expect.stringMatching(/^moved\.example\.com\.released-\d+\.invalid$/);
  expect((await api.call("GET", `${urls}/${link.id}`, ann)).body).toMatchObject({
    domain: former,
    original_url: target,
  });
  expect(await listOf(ann)).toContainEqual(
    expect.objectContaining({
      host: former,
      released_host: host,
      is_verified: false,
      verification: null,
      is_default: false,
    }),
  );
  expect((await makeLink({ domain: host })).body.code).toBe("domain-not-found");
  expect((await makeLink({})).body.domain).toBeNull();
});

test("the owners of a workspace get a mail when it loses a domain", async () => {
  const host = "mailed.example.com";
  await aDomainOfAnn(host);
  const { name, value } = await claim(host);
  api.dns.set(name, [[value]]);

  await verify(host, bob);

  const find = () => mailServer.mails.find(({ to, text }) => to === ann.email && text.includes(host));
  const mail = await waitFor(find, { what: "the mail" });
  expect(mail?.text).toContain("another workspace has proved by DNS");
  expect(mailServer.mails.some(({ to, text }) => to === bob.email && text.includes(host))).toBe(false);
});

test("the cache accepts the new domain of a host at once", async () => {
  const host = "cached.example.com";
  await aDomainOfAnn(host);
  const { name, value } = await claim(host);
  api.dns.set(name, [[value]]);

  await verify(host, bob);

  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  await settled(redis);
  const cache = createDomainCache(redis);
  const domain = await db
    .selectFrom("domains")
    .select(cachedDomainColumns)
    .where("host", "=", host)
    .executeTakeFirstOrThrow();
  await cache.put(host, domain);
  expect(await cache.findMany([host])).toMatchObject([{ id: domain.id }]);
  redis.disconnect();
});

test("a domain can be released whose name leaves no room for a suffix", async () => {
  const label = "a".repeat(60);
  const host = `${label}.${label}.${label}.${"b".repeat(51)}.example.com`;
  const link = await aDomainOfAnn(host);

  expect((await removeAsBoss(host)).status).toBe(204);

  const { body } = await api.call("GET", `${urls}/${link.id}`, ann);
  expect(body.domain).toMatch(/^released-\d+\.invalid$/);
});

test("removeDomain counts a link with several codes on the domain once", async () => {
  const host = "codes.example.com";
  const link = await aDomainOfAnn(host);
  const body = { custom_alias: "sale-too", domain: host };
  expect((await api.call("POST", `${urls}/${link.id}/codes`, { body, ...ann })).status).toBe(201);

  await removeAsBoss(host);

  const entries = await db.selectFrom("audit_log").select("details").where("action", "=", "domain.released").execute();
  expect(entries.map(({ details }) => details)).toContainEqual(expect.objectContaining({ host, links: 1 }));
});

test("listAllDomains leaves out released domains, and finds domains by the name of their workspace", async () => {
  await aDomainOfAnn("gone.search.example");
  await removeAsBoss("gone.search.example");
  const team = await api.call("POST", "/api/v1/workspaces", { body: { name: "Searched 100%" }, ...ann });
  const added = await api.call("POST", domains, {
    body: { host: "kept.search.example", workspace_id: team.body.id },
    ...ann,
  });
  api.dns.set(added.body.verification.name, [[added.body.verification.value]]);
  await verify("kept.search.example");
  const find = async (text: string): Promise<string[]> => {
    const query = encodeURIComponent(text);
    const { body } = await api.call("GET", `/api/v1/admin/domains?search=${query}`, { token: boss });
    return body.items.map(({ host }: { host: string }) => host);
  };

  expect(await find("search.example")).toEqual(["kept.search.example"]);
  expect(await find("searched 100%")).toEqual(["kept.search.example"]);
  expect(await find("searched 1_0")).toEqual([]);
});

test("a released domain takes no links or settings, and says how to get them back", async () => {
  const host = "frozen.example.com";
  const { id } = await aDomainOfAnn(host);
  await removeAsBoss(host);
  const released = (await listOf(ann)).find((each: { released_host: string }) => each.released_host === host).host;

  expect((await makeLink({ domain: released })).body.code).toBe("domain-not-found");
  expect((await api.call("GET", `${urls}/availability?short_code=new-code&domain=${released}`, ann)).body.code).toBe(
    "domain-not-found",
  );
  expect((await api.call("PATCH", `${urls}/${id}`, { body: { short_code: "other" }, ...ann })).body).toMatchObject({
    code: "domain-not-found",
    detail: `Your workspace no longer has ${host}. Add a code on another domain instead`,
  });
  expect((await api.call("PATCH", `${domains}/${released}`, { body: { is_default: true }, ...ann })).body.code).toBe(
    "domain-not-verified",
  );
  expect((await verify(released)).body).toMatchObject({
    code: "domain-not-verified",
    detail: `To get its links back, add ${host} again and verify it`,
  });
  expect((await api.call("GET", `${domains}/ask?domain=${released}`)).status).toBe(404);
});

test("a domain stays while the record of its workspace is in DNS", async () => {
  const host = "kept.example.com";
  const annsRecord = await claim(host, ann);
  api.dns.set(annsRecord.name, [[annsRecord.value]]);
  await verify(host);
  const { name, value } = await claim(host);
  api.dns.set(name, [[annsRecord.value], [value]]);

  expect(await verify(host, bob)).toMatchObject({
    status: 409,
    body: { code: "domain-taken", detail: expect.stringContaining("remove all other shunt-verify records") },
  });

  expect((await listOf(ann)).some((each: { host: string }) => each.host === host)).toBe(true);
});

test("a workspace that verifies its former domain again gets the links back", async () => {
  const host = "back.example.com";
  const link = await aDomainOfAnn(host);
  const bobs = await claim(host);
  api.dns.set(bobs.name, [[bobs.value]]);
  await verify(host, bob);
  const anns = await claim(host, ann);
  api.dns.set(anns.name, [[anns.value]]);

  expect((await verify(host)).body).toMatchObject({ host, is_verified: true, released_host: null });

  expect((await api.call("GET", `${urls}/${link.id}`, ann)).body.short_url).toBe(`https://${host}/sale`);
  expect((await listOf(bob)).some((each: { host: string }) => each.host.startsWith(host))).toBe(false);
});

test("domains that a workspace lost take no place of its limit, so that it can add them again", async () => {
  const host = "crowded.example.com";
  const carl = await api.signUp();
  await api.addDomain(carl.token, host);
  await makeLink({ domain: host }, carl);
  await removeAsBoss(host);
  const hosts = Array.from({ length: 99 }, (_, i) => `place-${i}.example.com`);
  await Promise.all(hosts.map(each => claim(each, carl)));

  await claim(host, carl);
  const { body } = await api.call("POST", domains, { body: { host: "one-more.example.com" }, token: carl.token });
  expect(body.code).toBe("too-many-domains");
});

test("a workspace that restores a domain while another one verifies it gets domain-taken", async () => {
  const host = "raced.example.com";
  await aDomainOfAnn(host);
  await removeAsBoss(host);
  const { name, value } = await claim(host, ann);
  api.dns.set(name, [[value]]);
  const other = await db.startTransaction().execute();
  await other.insertInto("domains").values({ host }).execute();

  const restored = verify(host);
  await waitFor(async () => (await countLockWaits(other)) > 0, { what: "the restoring to wait" });
  await other.commit().execute();

  expect(await restored).toMatchObject({ status: 409, body: { code: "domain-taken" } });
});

test("removeDomain releases a domain with links, deletes one without, and is for administrators", async () => {
  const host = "removed.example.com";
  await aDomainOfAnn(host);
  await api.addDomain(ann.token, "bare.example.com");
  expect((await api.call("DELETE", `/api/v1/admin/domains/${host}`, ann)).status).toBe(403);

  expect((await removeAsBoss(host)).status).toBe(204);
  expect((await removeAsBoss("bare.example.com")).status).toBe(204);

  expect((await removeAsBoss(host)).body.code).toBe("domain-not-found");
  const left = (await listOf(ann)).map((each: { released_host: string | null }) => each.released_host);
  expect(left).toContain(host);
  expect(left).not.toContain("bare.example.com");
  const entries = await db.selectFrom("audit_log").select("details").where("action", "=", "domain.released").execute();
  expect(entries.map(({ details }) => details)).toEqual(
    expect.arrayContaining([{ host, workspace_id: expect.any(String), links: 1 }]),
  );
});

test("listAllDomains pages through verified domains by host, and finds them by their owner", async () => {
  for (const host of ["a.list.example", "b.list.example", "c.list.example"]) await api.addDomain(bob.token, host);
  await claim("unverified.list.example");
  const page = async (query: string) =>
    (await api.call("GET", `/api/v1/admin/domains?search=list.example&size=2${query}`, { token: boss })).body;

  const first = await page("");
  const second = await page(`&cursor=${first.next_cursor}`);

  expect(first.items).toMatchObject([
    { host: "a.list.example", owner_email: bob.email, link_count: 0 },
    { host: "b.list.example" },
  ]);
  expect(second).toMatchObject({ items: [{ host: "c.list.example" }], next_cursor: null });
  const found = await api.call("GET", `/api/v1/admin/domains?search=${encodeURIComponent(bob.email)}`, { token: boss });
  expect(found.body.items.map(({ host }: { host: string }) => host)).toContain("a.list.example");
  expect((await api.call("GET", "/api/v1/admin/domains?cursor=a%20b", { token: boss })).status).toBe(422);
});
