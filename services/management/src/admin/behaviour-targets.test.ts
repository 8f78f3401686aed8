import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const urls = "/api/v1/urls";
const hosts = "/api/v1/admin/blocked-hosts";
let api: TestApi;
let boss: string;
let owner: string;
beforeAll(async () => {
  api = await startTestApi({ ALLOWED_SCHEMES: "myapp", ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to exist",
  });
  owner = (await api.signUp()).token;
});
afterAll(() => api.stop());

const create = (settings: object) =>
  api.call("POST", urls, { body: { original_url: "https://example.com/", ...settings }, token: owner });
const isBlocked = async (id: string) => (await api.call("GET", `${urls}/${id}`, { token: owner })).body.is_blocked;
const aHost = () => `h-${crypto.randomUUID().slice(0, 8)}.example.com`;
const exists = { fact: "country", operator: "exists" };

/** A value of each behaviour with URLs that visitors may be sent to. */
const leadingTo: Record<string, { pointer: string; toSettings: (url: string) => object }> = {
  destination: { pointer: "/original_url", toSettings: url => ({ original_url: url }) },
  fallback: { pointer: "/fallback_url", toSettings: url => ({ fallback_url: url }) },
  "app of iPhones": { pointer: "/ios_url", toSettings: url => ({ ios_url: url }) },
  "app of Android": { pointer: "/android_url", toSettings: url => ({ android_url: url }) },
  "fallback of the app": {
    pointer: "/ios_fallback_url",
    toSettings: url => ({ ios_url: "myapp://item", ios_fallback_url: url }),
  },
  rules: {
    pointer: "/rules/1/url",
    toSettings: url => ({
      rules: [
        { conditions: [exists], status: 404 },
        { conditions: [exists], url },
      ],
    }),
  },
  split: {
    pointer: "/split/variants/1/url",
    toSettings: url => ({ split: { variants: [{ url: "https://example.com/" }, { url, weight: 0 }] } }),
  },
  "variants of rules": {
    pointer: "/rules/0/split/variants/1/url",
    toSettings: url => ({
      rules: [{ conditions: [exists], split: { variants: [{ url: "https://example.com/" }, { url }] } }],
    }),
  },
};

test.each(Object.entries(leadingTo))(
  "a link whose %s leads to a host is blocked with the host, and refused with a pointer",
  async (_what, { pointer, toSettings }) => {
    const host = aHost();
    const settings = toSettings(`https://WWW.${host}:8443/x?y`);
    const { body: link } = await create(settings);

    expect((await api.call("POST", hosts, { body: { host }, token: boss })).body).toEqual({ links: 1 });
    expect(await isBlocked(link.id)).toBe(true);
    const errors = [{ pointer, detail: "must not lead to this host" }];
    expect(await create(settings)).toMatchObject({ status: 422, body: { code: "target-refused", errors } });
    const free = { token: boss, body: { is_blocked: false } };
    expect((await api.call("PATCH", `/api/v1/admin/urls/${link.id}`, free)).body.code).toBe("target-refused");

    expect((await api.call("DELETE", `${hosts}/${host}`, { token: boss })).body).toEqual({ links: 1 });
    expect(await isBlocked(link.id)).toBe(false);
  },
);

test("a link that only mentions a host in its behaviours is not blocked with it", async () => {
  const host = aHost();
  const condition = { fact: "query", key: "to", operator: "equals", value: `https://${host}/` };
  const rules = [{ name: `https://${host}/`, conditions: [condition], url: `https://example.com/?${host}` }];
  const { body: link } = await create({ rules });

  expect((await api.call("POST", hosts, { body: { host }, token: boss })).body).toEqual({ links: 0 });
  expect(await isBlocked(link.id)).toBe(false);
});
