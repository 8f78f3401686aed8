import { type Operation, operations } from "@shunt/contracts/operations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const own = "keys.example.com";
const closed = "closed.example.com";
let api: TestApi;
let ann: Awaited<ReturnType<TestApi["signUp"]>>;
let key: string;
/** A link on `own` with additional codes on the shared domain and on `closed`, and a link on `closed` alone. */
let shared: { id: string; code: string; onShared: string; onClosed: string };
let hidden: { id: string; code: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
  for (const host of [own, closed]) await api.addDomain(ann.token, host);
  const create = async (path: string, body: object) => (await api.call("POST", path, { body, token: ann.token })).body;
  const link = { original_url: "https://example.com/", is_public: false };
  const first = await create(urls, { ...link, domain: own, title: "first" });
  const second = await create(urls, {
    ...link,
    domain: closed,
    external_id: "hidden",
    tags: ["hidden"],
    folder: "hidden",
    title: "second",
  });
  const onShared = await create(`${urls}/${first.id}/codes`, { domain: null, custom_alias: "on-shared" });
  const onClosed = await create(`${urls}/${first.id}/codes`, { domain: closed, custom_alias: "on-closed" });
  shared = {
    id: first.id,
    code: first.short_code,
    onShared: onShared.short_code,
    onClosed: onClosed.short_code,
  };
  hidden = { id: second.id, code: second.short_code };
  const scopes = ["read", "write", "analytics"];
  ({ key } = await create("/api/v1/api-keys", { name: "k", scopes, domains: [own] }));
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const analytics = "/api/v1/analytics";
const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call(method, path, { token: key, ...(body !== undefined && { body }), ...(headers && { headers }) });
const statusOf = async (answer: Promise<Answer>) => (await answer).status;
const csv = { "content-type": "text/csv" };
const notThere = [404];
const refused = [403, 404];
const link = { original_url: "https://example.com/" };
const conditions = [{ fact: "source", operator: "equals", value: "qr" }];

/** Requests for other domains per operation, with the expected results. */
const attempts: Record<string, () => Promise<[Promise<unknown>, unknown][]>> = {
  createLink: async () => [
    [statusOf(call("POST", urls, { ...link, domain: closed })), notThere],
    [statusOf(call("POST", urls, { ...link, domain: null })), refused],
    [statusOf(call("POST", urls, link)), refused],
    [statusOf(call("POST", urls, { ...link, domain: own, other_codes: [`https://${closed}/other-one`] })), notThere],
    [statusOf(call("POST", urls, { ...link, domain: own, other_codes: ["https://sho.rt/other-two"] })), refused],
  ],
  listLinks: async () => [
    [call("GET", `${urls}?search=on-closed`).then(({ body }) => body.total), 0],
    [call("GET", `${urls}?search=on-shared`).then(({ body }) => body.total), 0],
    [call("GET", urls).then(({ body }) => body.items.map(({ id }: { id: string }) => id).includes(hidden.id)), false],
    [call("GET", `${urls}?search=second`).then(({ body }) => body.total), 0],
    [statusOf(call("GET", `${urls}?domain=${closed}`)), notThere],
    [statusOf(call("GET", `${urls}?tag=hidden`)), notThere],
    [statusOf(call("GET", `${urls}?folder=hidden`)), notThere],
  ],
  getAvailability: async () => [
    [statusOf(call("GET", `${urls}/availability?alias=on-closed&domain=${closed}`)), notThere],
    [statusOf(call("GET", `${urls}/availability?alias=on-shared`)), notThere],
  ],
  getLinkByExternalId: async () => [[statusOf(call("GET", `${urls}/by-external-id/hidden`)), notThere]],
  upsertLink: async () => [
    [statusOf(call("PUT", `${urls}/by-external-id/hidden`, { ...link, domain: own })), [409]],
    [statusOf(call("PUT", `${urls}/by-external-id/new`, { ...link, domain: closed })), notThere],
  ],
  getLink: async () => [[statusOf(call("GET", `${urls}/${hidden.id}`)), notThere]],
  listFormerTargets: async () => [[statusOf(call("GET", `${urls}/${hidden.id}/history`)), notThere]],
  listDestinations: async () => [[statusOf(call("GET", `${urls}/${hidden.id}/destinations`)), notThere]],
  listVersions: async () => [[statusOf(call("GET", `${urls}/${hidden.id}/versions`)), notThere]],
  getVersion: async () => [[statusOf(call("GET", `${urls}/${hidden.id}/versions/1`)), notThere]],
  restoreVersion: async () => [
    [statusOf(call("POST", `${urls}/${hidden.id}/versions/1/restore`)), notThere],
    [statusOf(call("POST", `${urls}/${shared.id}/versions/1/restore`)), [403]],
  ],
  simulateVisit: async () => [[statusOf(call("POST", `${urls}/${hidden.id}/simulate`, {})), notThere]],
  // It reads only what it is sent.
  lintRules: async () => [
    [
      call("POST", `${urls}/rules/lint`, { rules: [{ conditions, status: 404 }] }).then(({ body }) => body.warnings),
      [],
    ],
  ],
  updateLink: async () => [
    [statusOf(call("PATCH", `${urls}/${hidden.id}`, { title: "x" })), notThere],
    // It would change the destination of codes on other domains.
    [statusOf(call("PATCH", `${urls}/${shared.id}`, { original_url: "https://example.org/" })), [403]],
  ],
  deleteLink: async () => [
    [statusOf(call("DELETE", `${urls}/${hidden.id}`)), notThere],
    [statusOf(call("DELETE", `${urls}/${shared.id}`)), [403]],
  ],
  listLinkIds: async () => [
    [call("GET", `${urls}/bulk`).then(({ body }) => body.items.includes(hidden.id)), false],
    [statusOf(call("GET", `${urls}/bulk?domain=${closed}`)), notThere],
    [statusOf(call("GET", `${urls}/bulk?domain=sho.rt`)), notThere],
    [statusOf(call("GET", `${urls}/bulk?tag=hidden`)), notThere],
  ],
  getSparklines: async () => [
    [call("GET", `${analytics}/sparklines?link_id=${hidden.id}`).then(({ body }) => body.items), []],
    [call("GET", `${analytics}/sparklines?link_id=${shared.id}`).then(({ body }) => body.items.length), 1],
  ],
  listTags: async () => [[call("GET", "/api/v1/tags").then(({ body }) => body.items), []]],
  getTag: async () => [[statusOf(call("GET", "/api/v1/tags/hidden")), notThere]],
  listFolders: async () => [[call("GET", "/api/v1/folders").then(({ body }) => body.items), []]],
  getFolder: async () => [[statusOf(call("GET", "/api/v1/folders/hidden")), notThere]],
  // Templates belong to no domain; such a key may read and use them.
  listUtmTemplates: async () => [[statusOf(call("GET", "/api/v1/utm-templates")), [200]]],
  getUtmTemplate: async () => [[statusOf(call("GET", `/api/v1/utm-templates/${crypto.randomUUID()}`)), notThere]],
  createLinks: async () => [
    [call("POST", `${urls}/bulk`, [{ ...link, domain: closed }]).then(({ body }) => body.results[0].status), notThere],
  ],
  updateLinks: async () => [
    [
      call("PATCH", `${urls}/bulk`, [{ id: hidden.id, title: "x" }]).then(({ body }) => body.results[0].status),
      notThere,
    ],
    [call("PATCH", `${urls}/bulk`, [{ id: shared.id, title: "x" }]).then(({ body }) => body.results[0].status), [403]],
  ],
  deleteLinks: async () => [
    [call("POST", `${urls}/bulk/delete`, [hidden.id]).then(({ body }) => body.results[0].status), notThere],
    [call("POST", `${urls}/bulk/delete`, [shared.id]).then(({ body }) => body.results[0].status), [403]],
  ],
  importLinks: async () => [
    [
      call("POST", `${urls}/import`, `original_url,domain\nhttps://example.com/,${closed}\n`, csv).then(
        ({ body }) => body.results[0].status,
      ),
      notThere,
    ],
  ],
  exportLinks: async () => [
    [call("GET", `${urls}/export?format=ndjson`).then(({ body }) => String(body).includes(hidden.id)), false],
  ],
  exportRedirectMap: async () => [
    [statusOf(call("GET", `${urls}/redirect-map?domain=${closed}`)), notThere],
    [statusOf(call("GET", `${urls}/redirect-map`)), notThere],
  ],
  fetchTitle: async () => [[statusOf(call("POST", `${urls}/${hidden.id}/title`)), notThere]],
  listCodes: async () => [
    [statusOf(call("GET", `${urls}/${hidden.id}/codes`)), notThere],
    [
      call("GET", `${urls}/${shared.id}/codes`).then(({ body }) =>
        body.items.map(({ domain }: { domain: string | null }) => domain),
      ),
      [own],
    ],
  ],
  addCode: async () => [
    [statusOf(call("POST", `${urls}/${hidden.id}/codes`, {})), notThere],
    [statusOf(call("POST", `${urls}/${shared.id}/codes`, { domain: closed })), notThere],
    [statusOf(call("POST", `${urls}/${shared.id}/codes`, { domain: null })), refused],
  ],
  updateCode: async () => [
    [statusOf(call("PATCH", `${urls}/${shared.id}/codes/on-closed?domain=${closed}`, { is_primary: true })), notThere],
    [statusOf(call("PATCH", `${urls}/${shared.id}/codes/on-shared`, { is_primary: true })), notThere],
  ],
  deleteCode: async () => [
    [statusOf(call("DELETE", `${urls}/${shared.id}/codes/on-closed?domain=${closed}`)), notThere],
    [statusOf(call("DELETE", `${urls}/${shared.id}/codes/on-shared`)), notThere],
  ],
  getSummary: async () => [
    [statusOf(call("GET", `${analytics}/on-closed/summary?domain=${closed}`)), notThere],
    [statusOf(call("GET", `${analytics}/on-shared/summary`)), notThere],
    [statusOf(call("GET", `${analytics}/${hidden.code}/summary?domain=${closed}`)), notThere],
  ],
  resetStatistics: async () => [
    [statusOf(call("DELETE", `${analytics}/on-closed?domain=${closed}`)), notThere],
    [statusOf(call("DELETE", `${analytics}/on-shared`)), notThere],
    // It would reset the clicks of codes on other domains.
    [statusOf(call("DELETE", `${analytics}/${shared.code}?domain=${own}`)), [403]],
  ],
  ...Object.fromEntries(
    [
      ["getSeries", "series"],
      ["getBreakdown", "breakdown?dimension=country"],
      ["getTopLinks", "links"],
      ["getHeatMap", "heatmap"],
      ["compareLinks", "compare"],
      ["listClickEvents", "events"],
      ["exportClickEvents", "export"],
      ["watchClicks", "live"],
    ].map(([name, path = ""]) => [
      name,
      async () => {
        const at = (query: string) =>
          statusOf(call("GET", `${analytics}/${path}${path.includes("?") ? "&" : "?"}${query}`));
        return [
          [at(`link=on-closed&domain=${closed}`), notThere],
          [at("link=on-shared"), notThere],
          [at(`link=${hidden.code}&domain=${closed}`), notThere],
          [at(`domain=${closed}&link=${hidden.code}`), notThere],
          [at(`tag=hidden&link=${shared.code}`), notThere],
          [at(`folder=hidden&link=${shared.code}`), notThere],
        ];
      },
    ]),
  ),
  createClicksTicket: async () => {
    const { body } = await call("POST", `${analytics}/live/tickets`, {});
    const answer = await fetch(`${api.url}${analytics}/live?domain=${closed}&ticket=${body.ticket}`);
    return [[Promise.resolve(answer.status), notThere]];
  },
};

const domainScopedOperations = Object.entries<Operation>(operations).flatMap(([name, { domainScoped }]) =>
  domainScoped ? name : [],
);

test.each(domainScopedOperations)("%s hides codes, links and domains that the API key is not for", async name => {
  const tried = await attempts[name]?.();

  expect(tried, "attempts for this operation").toBeDefined();
  for (const [i, [got, expected]] of (tried ?? []).entries()) {
    const value = await got;
    if (typeof value === "number" && Array.isArray(expected))
      expect(expected, `attempt ${i}: ${value}`).toContain(value);
    else expect(value, `attempt ${i}`).toEqual(expected);
  }
  const codes = await api.call("GET", `${urls}/${shared.id}/codes`, { token: ann.token });
  expect(codes.body.items).toHaveLength(3);
});

test("Idempotency-Key does not replay responses of a session or another key", async () => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const body = { ...link, domain: closed };
  const made = await api.call("POST", urls, { token: ann.token, body, headers });
  expect(made.status).toBe(201);

  const replayed = await call("POST", urls, body, headers);

  expect(replayed).toMatchObject({ status: 404, body: { code: "domain-not-found" } });
});

test("domain-restricted keys cannot access webhooks or their deliveries", async () => {
  const named = Object.values<Operation>(operations).filter(({ path }) => path.startsWith("/api/v1/webhooks"));

  expect(named.length).toBeGreaterThan(5);
  for (const { method, path, domainScoped } of named) {
    expect(domainScoped).toBeUndefined();
    const at = path.replaceAll(/:\w+/g, crypto.randomUUID());
    expect(await statusOf(call(method.toUpperCase(), at, method === "get" ? undefined : {})), `${method} ${path}`).toBe(
      403,
    );
  }
});
