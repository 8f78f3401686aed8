import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { blockAddresses } from "./blocked-address-store.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const host = "go.example.com";
let api: TestApi;
let db: Db;
let boss: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to exist",
  });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

type Account = Awaited<ReturnType<TestApi["signUp"]>>;
const urls = "/api/v1/urls";
const target = "https://phish.example/login";
const request = (method: string, path: string, token: string, body?: unknown, headers?: Record<string, string>) =>
  api.call(method, path, { token, ...(body !== undefined && { body }), ...(headers && { headers }) });
const codeName = () => `c-${crypto.randomUUID().slice(0, 12)}`;

async function aBlockedLink(owner: Account, domain: string | null = null) {
  const code = codeName();
  const { body: link } = await request("POST", urls, owner.token, { original_url: target, domain });
  const added = await request("POST", `${urls}/${link.id}/codes`, owner.token, { custom_alias: code, domain });
  expect(added.status).toBe(201);
  const blocked = await request("PATCH", `/api/v1/admin/urls/${link.id}`, boss, {
    is_blocked: true,
    reason: "Phishing",
  });
  expect(blocked.status).toBe(204);
  return { id: String(link.id), primary: String(link.short_code), code };
}

const freeing: Record<string, (owner: Account, link: Awaited<ReturnType<typeof aBlockedLink>>) => Promise<unknown>> = {
  "deleting the link": ({ token }, { id }) => request("DELETE", `${urls}/${id}`, token),
  "deleting it in bulk": ({ token }, { id }) => request("POST", `${urls}/bulk/delete`, token, [id]),
  "taking the code away": ({ token }, { id, code }) => request("DELETE", `${urls}/${id}/codes/${code}`, token),
  "moving the primary code, then taking it away": async ({ token }, { id, code, primary }) => {
    await request("PATCH", `${urls}/${id}/codes/${code}`, token, { is_primary: true });
    await request("DELETE", `${urls}/${id}/codes/${primary}`, token);
    await request("DELETE", `${urls}/${id}`, token);
  },
  "deleting the account": ({ token, password }) => request("DELETE", "/api/v1/auth/me", token, { password }),
  "an administrator deleting the account": ({ id }) => request("DELETE", `/api/v1/admin/users/${id}`, boss),
};

/** Ways to create a link with a code. Each resolves to whether a link then has the code. */
const making: Record<string, (token: string, code: string) => Promise<{ status: number; body: unknown }>> = {
  create: (token, custom_alias) => request("POST", urls, token, { original_url: target, custom_alias }),
  "with tags, in a transaction": (token, custom_alias) =>
    request("POST", urls, token, { original_url: target, custom_alias, tags: ["a"] }),
  anonymous: (_token, custom_alias) => api.call("POST", urls, { body: { original_url: target, custom_alias } }),
  upsert: (token, custom_alias) =>
    request("PUT", `${urls}/by-external-id/${codeName()}`, token, { original_url: target, custom_alias }),
  bulk: async (token, custom_alias) => {
    const { body } = await request("POST", `${urls}/bulk`, token, [{ original_url: target, custom_alias }]);
    return { status: body.results[0].status, body: body.results[0].problem };
  },
  import: async (token, code) => {
    const headers = { "content-type": "text/csv" };
    const { body } = await request(
      "POST",
      `${urls}/import`,
      token,
      `original_url,short_code\n${target},${code}\n`,
      headers,
    );
    return { status: body.results[0].status, body: body.results[0].problem };
  },
  "another code of a link": async (token, custom_alias) => {
    const { body: link } = await request("POST", urls, token, { original_url: "https://example.com/" });
    return request("POST", `${urls}/${link.id}/codes`, token, { custom_alias });
  },
};

test.each(Object.keys(freeing))("a blocked short URL stays blocked after %s", async way => {
  const [owner, stranger] = await Promise.all([api.signUp(), api.signUp()]);
  const link = await aBlockedLink(owner);

  await freeing[way]?.(owner, link);

  for (const code of [link.code, link.primary])
    for (const [how, make] of Object.entries(making))
      expect(await make(stranger.token, code), `${how} ${code}`).toMatchObject({
        status: 409,
        body: { code: "alias-taken" },
      });
  const availability = await request("GET", `${urls}/availability?alias=${link.code}`, stranger.token);
  expect(availability.body).toMatchObject({ is_available: false, reason: "is taken" });
});

test.each([
  { before: true, after: true, same: ["Sale"], other: ["sale", "SALE"] },
  { before: true, after: false, same: ["Sale", "sale", "SALE"], other: [] },
  { before: false, after: true, same: ["sale", "Sale", "SALE"], other: [] },
  { before: false, after: false, same: ["sale", "SALE"], other: [] },
])("a domain that is added again keeps its blocked codes: case-sensitive before $before, after $after", async row => {
  const owner = await api.signUp();
  const domain = `${codeName()}.example.com`;
  await api.addDomain(owner.token, domain, { is_case_sensitive: row.before });
  const { body: link } = await request("POST", urls, owner.token, {
    original_url: target,
    domain,
    custom_alias: "Sale",
  });
  await request("PATCH", `/api/v1/admin/urls/${link.id}`, boss, { is_blocked: true });
  await request("DELETE", `${urls}/${link.id}`, owner.token);
  expect((await request("DELETE", `/api/v1/domains/${domain}`, owner.token)).status).toBe(204);
  await api.addDomain(owner.token, domain, { is_case_sensitive: row.after });
  const make = async (custom_alias: string) =>
    (await request("POST", urls, owner.token, { original_url: target, domain, custom_alias })).status;

  for (const code of row.same) expect(await make(code), code).toBe(409);
  for (const code of row.other) expect(await make(code), code).toBe(201);
  // The address is blocked, so the same code on the shared domain is not.
  expect((await request("POST", urls, owner.token, { original_url: target, custom_alias: codeName() })).status).toBe(
    201,
  );
});

test("a blocked link accepts no more codes and shows its owner that it is blocked and why", async () => {
  const [owner, stranger] = await Promise.all([api.signUp(), api.signUp()]);
  const hook = await request("POST", "/api/v1/webhooks", owner.token, {
    url: "https://h.example/",
    events: ["link.updated"],
  });
  const { body: before } = await request("POST", urls, owner.token, { original_url: target });
  expect(before).toMatchObject({ is_blocked: false, blocked_reason: null, state: "active" });

  await request("PATCH", `/api/v1/admin/urls/${before.id}`, boss, { is_blocked: true, reason: "Phishing" });

  const { body: now } = await request("GET", `${urls}/${before.id}`, owner.token);
  expect(now).toMatchObject({ is_blocked: true, blocked_reason: "Phishing", state: "blocked" });
  expect(now.updated_at > before.updated_at).toBe(true);
  for (const token of [stranger.token, undefined])
    for (const name of [before.id, before.short_code]) {
      const answer = await api.call("GET", `${urls}/${name}`, token ? { token } : {});
      expect(answer).toMatchObject({ status: 451, body: { code: "link-blocked" } });
      expect(JSON.stringify(answer.body)).not.toContain(target);
    }
  expect((await request("GET", `${urls}/${before.id}`, boss)).body).toMatchObject({
    original_url: target,
    blocked_reason: null,
  });
  expect((await request("GET", `${urls}?state=blocked`, owner.token)).body.items).toMatchObject([{ id: before.id }]);
  const { body: deliveries } = await request("GET", `/api/v1/webhooks/${hook.body.id}/deliveries`, owner.token);
  expect(deliveries.items.map(({ payload }: { payload: { data: unknown } }) => payload.data)).toMatchObject([
    { id: before.id, is_blocked: true, blocked_reason: "Phishing", updated_at: now.updated_at },
  ]);
  expect((await request("POST", `${urls}/${before.id}/codes`, owner.token, {})).body.code).toBe("link-blocked");

  await request("PATCH", `/api/v1/admin/urls/${before.id}`, boss, { is_blocked: false });
  const { body: again } = await request("GET", `${urls}/${before.id}`, owner.token);
  expect(again).toMatchObject({ is_blocked: false, blocked_reason: null, state: "active" });
});

test("unblocking a link, or the address of a deleted link, makes the code available again", async () => {
  const owner = await api.signUp();
  const [link, gone] = [await aBlockedLink(owner), await aBlockedLink(owner)];
  const address = `/api/v1/admin/blocked-addresses/${gone.code}`;
  await request("DELETE", `${urls}/${link.id}/codes/${link.code}`, owner.token);
  await request("DELETE", `${urls}/${gone.id}`, owner.token);
  const listed = (await request("GET", "/api/v1/admin/blocked-addresses", boss)).body.items;
  expect(listed).toEqual(
    expect.arrayContaining([expect.objectContaining({ short_code: gone.code, domain: null, reason: "Phishing" })]),
  );

  await request("PATCH", `/api/v1/admin/urls/${link.id}`, boss, { is_blocked: false });
  expect((await request("DELETE", address, owner.token)).status).toBe(403);
  expect((await request("DELETE", address, boss)).status).toBe(204);
  expect((await request("DELETE", address, boss)).body.code).toBe("address-not-blocked");

  for (const custom_alias of [link.code, gone.code])
    expect((await request("POST", urls, owner.token, { original_url: target, custom_alias })).status).toBe(201);
});

test("blocking a host removes domain redirects and disables webhooks that lead there; unblocking restores the redirects", async () => {
  const owner = await api.signUp();
  await api.addDomain(owner.token, host);
  const evil = "evil-fallback.example";
  const settings = {
    root_url: `https://www.${evil}:8443/x`,
    not_found_url: "https://good.example/",
    expired_url: `http://${evil}./`,
  };
  const patched = await request("PATCH", `/api/v1/domains/${host}`, owner.token, settings);
  expect(patched.status).toBe(200);
  const hook = await request("POST", "/api/v1/webhooks", owner.token, {
    url: `https://hooks.${evil}/x`,
    events: ["link.created"],
  });
  const version = async () =>
    (await db.selectFrom("domains").select("version").where("host", "=", host).executeTakeFirstOrThrow()).version;
  const before = await version();

  await request("POST", "/api/v1/admin/blocked-hosts", boss, { host: evil });

  expect((await request("GET", `/api/v1/domains/${host}`, owner.token)).body).toMatchObject({
    root_url: null,
    not_found_url: "https://good.example/",
    expired_url: null,
  });
  expect(await version()).toBeGreaterThan(before);
  const webhook = `/api/v1/webhooks/${hook.body.id}`;
  expect((await request("GET", webhook, owner.token)).body).toMatchObject({ is_active: false });
  expect((await request("PATCH", webhook, owner.token, { is_active: true })).body.code).toBe("target-refused");

  await request("DELETE", `/api/v1/admin/blocked-hosts/${evil}`, boss);
  expect((await request("GET", `/api/v1/domains/${host}`, owner.token)).body).toMatchObject(settings);
  expect((await request("PATCH", webhook, owner.token, { is_active: true })).status).toBe(200);
});

test.each([
  ["bücher.example", "https://xn--bcher-kva.example/"],
  ["xn--bcher-kva.example", "https://shop.BÜCHER.example./x"],
  ["8.8.4.4", "http://0x8.0x8.1028/"],
  ["134744072", "http://8.8.8.8:8080/"],
  ["2606:4700:4700::1111", "http://[2606:4700:4700:0:0:0:0:1111]:81/"],
  ["8.8.4.5", "http://[64:ff9b::8.8.4.5]:8080/"],
  ["64:ff9b::8.8.4.6", "http://8.8.4.6/"],
  ["[64:ff9b::808:407]", "http://[64:ff9b::8.8.4.7]/"],
  ["[2606:4700:4700::1001]", "https://[2606:4700:4700:0::1001]/"],
])("blocking the host %s refuses new links to %s and blocks existing ones", async (blocked, url) => {
  const owner = await api.signUp();
  const { body: link } = await request("POST", urls, owner.token, { original_url: url });

  const answer = await request("POST", "/api/v1/admin/blocked-hosts", boss, { host: blocked });

  expect(answer.body.links).toBeGreaterThanOrEqual(1);
  expect((await request("GET", `${urls}/${link.id}`, owner.token)).body).toMatchObject({ is_blocked: true });
  expect((await request("POST", urls, owner.token, { original_url: url })).body.code).toBe("target-refused");
  expect((await request("PATCH", `/api/v1/admin/urls/${link.id}`, boss, { is_blocked: false })).body.code).toBe(
    "target-refused",
  );
  expect((await request("DELETE", `/api/v1/admin/blocked-hosts/${encodeURIComponent(blocked)}`, boss)).status).toBe(
    200,
  );
});

test("a link stays blocked by a subdomain when the parent domain is unblocked", async () => {
  const owner = await api.signUp();
  const { body: link } = await request("POST", urls, owner.token, { original_url: "https://deep.above.example/" });
  await request("POST", "/api/v1/admin/blocked-hosts", boss, { host: "above.example" });
  await request("POST", "/api/v1/admin/blocked-hosts", boss, { host: "deep.above.example" });

  expect((await request("DELETE", "/api/v1/admin/blocked-hosts/above.example", boss)).body).toEqual({ links: 0 });
  expect((await request("GET", `${urls}/${link.id}`, owner.token)).body.is_blocked).toBe(true);
  expect((await request("DELETE", "/api/v1/admin/blocked-hosts/deep.above.example", boss)).body).toEqual({ links: 1 });
});

test("refusals do not reveal whether a host is blocked or belongs to another account", async () => {
  const [owner, other] = await Promise.all([api.signUp(), api.signUp()]);
  await api.addDomain(other.token, "others.example.com");
  await request("POST", "/api/v1/admin/blocked-hosts", boss, { host: "secretly-blocked.example" });
  const detail = async (original_url: string) =>
    (await request("POST", urls, owner.token, { original_url })).body.detail;

  expect(await detail("https://a.secretly-blocked.example/")).toBe(await detail("https://others.example.com/"));
});

test("blockAddresses keeps ignoring the case of an address that a domain without case had", async () => {
  const owner = await api.signUp();
  const { id, code } = await aBlockedLink(owner);
  const isCaseSensitive = async () =>
    (await db.selectFrom("blocked_addresses").select("is_case_sensitive").where("code", "=", code).execute()).map(
      row => row.is_case_sensitive,
    );
  expect(await isCaseSensitive()).toEqual([true]);
  await db.updateTable("blocked_addresses").set({ is_case_sensitive: false }).where("code", "=", code).execute();

  await blockAddresses(db, id, { reason: null, blockedBy: owner.id });

  expect(await isCaseSensitive()).toEqual([false]);
});
