import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const urls = "/api/v1/urls";
let api: TestApi;
let ann: { token: string };
let bob: { token: string };
let adminToken: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await api.addDomain(ann.token, "go.example.com", { is_case_sensitive: false });
  await api.addDomain(ann.token, "to.example.com");
  const signIn = () => api.call("POST", "/api/v1/auth/login", { body: admin });
  await vi.waitFor(async () => expect((await signIn()).status).toBe(200), { timeout: 30_000, interval: 500 });
  adminToken = (await signIn()).body.access_token;
});
afterAll(() => api.stop());

let made = 0;
async function makeLink(fields: object = {}, { token } = ann): Promise<{ id: string; short_code: string }> {
  const body = { original_url: "https://example.com/", custom_alias: `name-${++made}`, ...fields };
  return (await api.call("POST", urls, { body, token })).body;
}
const segment = encodeURIComponent;

/** Ways to refer to a link on the shared domain. */
const names: Record<string, (link: { id: string; short_code: string }) => string> = {
  "its id": ({ id }) => id,
  "its id in capitals": ({ id }) => id.toUpperCase(),
  "its id before a space": ({ id }) => `${id} `,
  "its id between invisible characters": ({ id }) => `\u2060 ${id}\u200b`,
  "its short URL between invisible characters": ({ short_code }) => `\u200bhttp://sho.rt/${short_code}\ufeff`,
  "its code after an invisible character": ({ short_code }) => `\u200b${short_code}`,
  "its code": ({ short_code }) => short_code,
  "its code pasted with punctuation": ({ short_code }) => `${short_code}”.`,
  "its short URL": ({ short_code }) => `https://sho.rt/${short_code}`,
  "its short URL without a scheme": ({ short_code }) => `sho.rt/${short_code}`,
  "its short URL pasted with a query": ({ short_code }) => ` HTTPS://SHO.RT/${short_code}/?utm_source=x#y `,
  "its preview": ({ short_code }) => `https://sho.rt/${short_code}+`,
};

/** Every operation that takes a link, with its status for the owner. */
const operations: [string, string, number, { body?: object; asAdmin?: true; others?: number }?][] = [
  ["GET", `${urls}/{}`, 200, { others: 200 }],
  ["GET", `${urls}/{}/history`, 200],
  ["PATCH", `${urls}/{}`, 200, { body: { title: "x" } }],
  ["GET", `${urls}/{}/codes`, 200],
  ["POST", `${urls}/{}/codes`, 201, { body: {} }],
  ["PATCH", `${urls}/{}/codes/{code}`, 200, { body: { is_primary: true } }],
  ["DELETE", `${urls}/{}/codes/{code}`, 409],
  // Tests cannot reach example.com.
  ["POST", `${urls}/{}/title`, 422],
  ["GET", "/api/v1/qr/{}", 200, { others: 200 }],
  ["GET", "/api/v1/analytics/{}/summary", 200],
  ["GET", "/api/v1/analytics/series?link={}", 200],
  ["GET", "/api/v1/analytics/compare?link={}", 200],
  ["GET", "/api/v1/analytics/export?format=ndjson&link={}", 200],
  ["DELETE", "/api/v1/analytics/{}", 204],
  ["PATCH", "/api/v1/admin/urls/{}", 204, { body: { is_blocked: false }, asAdmin: true }],
  ["DELETE", `${urls}/{}`, 204],
];

test.each(operations)(
  "%s %s accepts every way to refer to a link",
  async (method, path, status, { body, asAdmin } = {}) => {
    for (const [description, name] of Object.entries(names)) {
      const link = await makeLink();
      const { short_code } = link;
      const at = path.replace("{}", segment(name(link))).replace("{code}", short_code);

      const answer = await api.call(method, at, { body, token: asAdmin ? adminToken : ann.token });

      expect([description, answer.status]).toEqual([description, status]);
    }
  },
);

test.each(operations.filter(([, , , options]) => !options?.asAdmin))(
  "%s %s answers for a code of another account as for an unknown one",
  async (method, path, _status, { body, others = 404 } = {}) => {
    const link = await makeLink();
    const hidden = await makeLink({ is_public: false });
    const request = async (name: string) => {
      const at = path.replace("{}", segment(name)).replace("{code}", link.short_code);
      const answer = await api.call(method, at, { body, token: bob.token });
      return JSON.stringify([answer.status, answer.body.code, answer.body.detail, answer.body.errors]).replaceAll(
        name,
        "",
      );
    };
    const unknown = await request("no-such-code");

    expect(unknown).toContain("404");
    if (others === 404) expect(await request(link.short_code)).toBe(unknown);
    else expect(await request(link.short_code)).toContain(`[${others}`);
    // A QR code reveals nothing beyond the code in the request.
    if (!path.includes("/qr/")) expect(await request(hidden.short_code)).toBe(unknown);
    expect(await request("sho.rt/no-such-code")).toBe(await request("no-such-code"));
  },
);

test("bulk operations accept every way to refer to a link", async () => {
  for (const name of Object.values(names)) {
    const link = await makeLink();
    const rows = [{ id: name(link), title: "changed" }];

    const changed = await api.call("PATCH", `${urls}/bulk`, { body: rows, ...ann });
    const foreign = await api.call("POST", `${urls}/bulk/delete`, { body: [link.short_code], ...bob });
    const deleted = await api.call("POST", `${urls}/bulk/delete`, { body: [name(link)], ...ann });

    expect(changed.body.results).toMatchObject([{ status: 200, id: link.id }]);
    expect(foreign.body.results).toMatchObject([{ status: 404 }]);
    expect(deleted.body.results).toMatchObject([{ status: 204, id: link.id }]);
  }
});

test("a code is looked up on the shared domain first, then on the caller's domains; ?domain resolves conflicts", async () => {
  const [shared, go, to] = [
    await makeLink({ custom_alias: "same-three" }),
    await makeLink({ custom_alias: "same-three", domain: "go.example.com" }),
    await makeLink({ custom_alias: "same-three", domain: "to.example.com" }),
  ];
  await makeLink({ custom_alias: "same-two", domain: "go.example.com" });
  const two = await makeLink({ custom_alias: "same-two", domain: "to.example.com" });
  const alone = await makeLink({ custom_alias: "alone", domain: "go.example.com" });
  const find = async (name: string) => {
    const { body } = await api.call("GET", `${urls}/${name}`, ann);
    return body.id ?? body.errors?.[0] ?? body.code;
  };

  expect(await find("same-three")).toBe(shared.id);
  expect(await find("same-three?domain=go.example.com")).toBe(go.id);
  expect(await find(segment("go.example.com/same-three"))).toBe(go.id);
  expect(await find(segment("https://to.example.com/same-three"))).toBe(to.id);
  expect(await find("same-two")).toEqual({ pointer: "?domain", detail: expect.stringContaining("go.example.com") });
  expect(await find("same-two?domain=to.example.com")).toBe(two.id);
  expect(await find("alone")).toBe(alone.id);
  // Codes on this domain are case-insensitive.
  expect(await find("ALONE")).toBe(alone.id);
  expect(await find(segment("GO.example.com/Alone"))).toBe(alone.id);
  expect(await find("Same-Three")).not.toBe(shared.id);
});

test.each(["its id", "its short URL"])("analytics name the domain of a link given by %s", async way => {
  const { id, short_code } = await makeLink({ domain: "to.example.com" });
  const name = segment(way === "its id" ? id : `https://to.example.com/${short_code}`);

  const summary = (await api.call("GET", `/api/v1/analytics/${name}/summary`, ann)).body;
  const compared = (await api.call("GET", `/api/v1/analytics/compare?link=${name}`, ann)).body.items;

  expect(summary).toMatchObject({ short_code, domain: "to.example.com" });
  expect(compared).toMatchObject([{ short_code, domain: "to.example.com" }]);
});

test("an API key limited to one domain finds only codes on that domain", async () => {
  await makeLink({ custom_alias: "key-shared" });
  const { id } = await makeLink({ custom_alias: "key-go", domain: "go.example.com" });
  const { body: key } = await api.call("POST", "/api/v1/api-keys", {
    body: { name: "k", scopes: ["read", "analytics"], domains: ["go.example.com"] },
    ...ann,
  });
  const find = async (path: string) => (await api.call("GET", path, { token: key.key })).status;

  expect(await find(`${urls}/key-go/codes`)).toBe(200);
  expect(await find(`${urls}/${id}/codes`)).toBe(200);
  expect(await find(`${urls}/key-shared/codes`)).toBe(404);
  expect(await find("/api/v1/analytics/key-go/summary")).toBe(200);
  expect(await find("/api/v1/analytics/series?link=key-shared")).toBe(404);
});

test.each(["%20", "no%20code", "a", "https%3A%2F%2Fsho.rt%2F", "x".repeat(2_100)])(
  "GET /urls/{id} answers 422 for the reference %j",
  async name => {
    expect((await api.call("GET", `${urls}/${name}`, ann)).status).toBe(422);
  },
);

test("a code on a domain that does not exist is not found, as the operation lists", async () => {
  const answer = await api.call("GET", `${urls}/anything?domain=nowhere.example`, ann);

  expect(answer).toMatchObject({ status: 404, body: { code: "domain-not-found" } });
});
