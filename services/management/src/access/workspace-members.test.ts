import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

const host = "team.example.com";
const claimed = "claimed.example.com";
const receiver = "https://receiver.example.com/hook";
const urls = "/api/v1/urls";
const templates = "/api/v1/utm-templates";
const analytics = "/api/v1/analytics";

let api: TestApi;
let db: Db;
let owner: Awaited<ReturnType<TestApi["signUp"]>>;
let workspaceId: string;
/** A private link, on the shared domain. */
let link: { id: string; short_code: string };
let webhookId: string;
let templateId: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owner = await api.signUp();
  await api.addDomain(owner.token, host);
  await call("POST", "/api/v1/domains", { host: claimed });
  link = await makeLink();
  webhookId = (await call("POST", "/api/v1/webhooks", { url: receiver, events: ["link.created"] })).body.id;
  templateId = await makeTemplate();
  const row = db.selectFrom("links").select("workspace_id").where("id", "=", link.id);
  workspaceId = (await row.executeTakeFirstOrThrow()).workspace_id;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const call = (method: string, path: string, body?: unknown, token = owner.token): Promise<Answer> =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });

async function makeLink(): Promise<typeof link> {
  const body = {
    original_url: "https://example.com/",
    is_public: false,
    title: "Secret",
    tags: ["team"],
    folder: "Team",
  };
  return (await call("POST", urls, body)).body;
}

async function makeTemplate(): Promise<string> {
  return (await call("POST", templates, { name: "Team mail", utm_source: "mail" })).body.id;
}

type Role = "owner" | "admin" | "editor" | "member" | "viewer" | "stranger";

async function join(role: Role): Promise<{ token: string; id: string }> {
  const user = await api.signUp();
  if (role !== "stranger")
    await db.insertInto("workspace_members").values({ workspace_id: workspaceId, user_id: user.id, role }).execute();
  return user;
}

/** One user per role, shared by the tests. */
const users = new Map<Role, Promise<{ token: string; id: string }>>();
function as(role: Role) {
  const user = users.get(role) ?? join(role);
  users.set(role, user);
  return user;
}

/** With the expected status for a stranger, a viewer, an editor and an admin. */
const requests: Record<string, [(call: Call) => Promise<Answer>, ...statuses: [number, number, number, number]]> = {
  "read a private link": [call => call("GET", `${urls}/${link.id}`), 404, 200, 200, 200],
  "read a link by its code": [call => call("GET", `${urls}/${link.short_code}`), 404, 200, 200, 200],
  "read the history of a link": [call => call("GET", `${urls}/${link.id}/history`), 404, 200, 200, 200],
  "read the versions of a link": [call => call("GET", `${urls}/${link.id}/versions`), 404, 200, 200, 200],
  "restore a version of a link": [call => call("POST", `${urls}/${link.id}/versions/1/restore`), 404, 403, 200, 200],
  "simulate a visit of a link": [call => call("POST", `${urls}/${link.id}/simulate`, {}), 404, 200, 200, 200],
  "read the codes of a link": [call => call("GET", `${urls}/${link.id}/codes`), 404, 200, 200, 200],
  "change a link": [call => call("PATCH", `${urls}/${link.id}`, { tags: ["new"] }), 404, 403, 200, 200],
  "change a link by its code": [
    call => call("PATCH", `${urls}/${link.short_code}`, { notes: "x" }),
    404,
    403,
    200,
    200,
  ],
  "add a code": [call => call("POST", `${urls}/${link.id}/codes`, {}), 404, 403, 201, 201],
  "add a code on a domain of the workspace": [
    call => call("POST", `${urls}/${link.id}/codes`, { domain: host }),
    404,
    403,
    201,
    201,
  ],
  "delete a link": [call => call("DELETE", `${urls}/${link.id}`), 404, 403, 204, 204],
  "read the summary of a link": [call => call("GET", `${analytics}/${link.short_code}/summary`), 404, 200, 200, 200],
  "read the analytics of the workspace": [
    call => call("GET", `${analytics}/series?workspace_id=${workspaceId}`),
    404,
    200,
    200,
    200,
  ],
  "read the analytics of a tag": [call => call("GET", `${analytics}/series?tag=team`), 404, 200, 200, 200],
  "reset the click counts of a link": [call => call("DELETE", `${analytics}/${link.short_code}`), 404, 403, 204, 204],
  "list by a tag": [call => call("GET", `${urls}?tag=team`), 404, 200, 200, 200],
  "list by a folder": [call => call("GET", `${urls}?folder=team`), 404, 200, 200, 200],
  "list by a domain": [call => call("GET", `${urls}?domain=${host}`), 404, 200, 200, 200],
  "export a redirect map": [call => call("GET", `${urls}/redirect-map?domain=${host}`), 404, 200, 200, 200],
  "read a domain": [call => call("GET", `/api/v1/domains/${host}`), 404, 200, 200, 200],
  "change a domain": [call => call("PATCH", `/api/v1/domains/${host}`, { robots: "allow" }), 404, 403, 403, 200],
  "verify a domain": [call => call("POST", `/api/v1/domains/${claimed}/verification`, {}), 404, 403, 403, 409],
  "delete a domain": [call => call("DELETE", `/api/v1/domains/${claimed}`), 404, 403, 403, 204],
  "read misses of a domain": [call => call("GET", `${analytics}/orphans?domain=${host}`), 404, 200, 200, 200],
  "read a UTM template": [call => call("GET", `${templates}/${templateId}`), 404, 200, 200, 200],
  "change a UTM template": [
    call => call("PATCH", `${templates}/${templateId}`, { utm_source: "x" }),
    404,
    403,
    200,
    200,
  ],
  "fill a link from a UTM template": [
    call => call("PATCH", `${urls}/${link.id}`, { utm_template: "team mail" }),
    404,
    403,
    200,
    200,
  ],
  "fill an own link from a UTM template": [
    call => call("POST", urls, { original_url: "https://example.com/", utm_template: templateId }),
    422,
    422,
    422,
    422,
  ],
  "delete a UTM template": [call => call("DELETE", `${templates}/${templateId}`), 404, 403, 204, 204],
  ...Object.fromEntries(
    ["tags", "folders"].flatMap((path): [string, (typeof requests)[string]][] => {
      const at = (name: string) => `/api/v1/${path}${name}?workspace_id=${workspaceId}`;
      return [
        [`read one of the ${path}`, [call => call("GET", at("/team")), 404, 200, 200, 200]],
        [
          `create one of the ${path}`,
          [call => call("POST", at(""), { name: crypto.randomUUID() }), 404, 403, 201, 201],
        ],
        [`colour one of the ${path}`, [call => call("PATCH", at("/team"), { color: "red" }), 404, 403, 200, 200]],
        [`merge one of the ${path}`, [call => call("POST", at("/team/merge"), { into: "team" }), 404, 403, 200, 200]],
        [`delete one of the ${path}`, [call => call("DELETE", at("/team")), 404, 403, 204, 204]],
      ];
    }),
  ),
  "read a webhook": [call => call("GET", `/api/v1/webhooks/${webhookId}`), 404, 404, 404, 200],
  "read deliveries": [call => call("GET", `/api/v1/webhooks/${webhookId}/deliveries`), 404, 404, 404, 200],
  "change a webhook": [
    call => call("PATCH", `/api/v1/webhooks/${webhookId}`, { description: "x" }),
    404,
    404,
    404,
    200,
  ],
  "replace the secret of a webhook": [
    call => call("POST", `/api/v1/webhooks/${webhookId}/secret`, {}),
    404,
    404,
    404,
    201,
  ],
  "test a webhook": [call => call("POST", `/api/v1/webhooks/${webhookId}/test`, {}), 404, 404, 404, 204],
};
type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

const testedRoles = ["stranger", "viewer", "editor", "admin"] as const;
const cases = Object.entries(requests).flatMap(([name, [, ...statuses]]) =>
  testedRoles.map((role, i) => [role, name, statuses[i] as number] as const),
);

describe("the status of a request depends on the workspace role", () => {
  beforeEach(async () => {
    const { body } = await call("GET", `${urls}/${link.id}`);
    if (body.tags?.[0] !== "team" || body.folder !== "Team") link = await makeLink();
    await call("POST", "/api/v1/domains", { host: claimed });
    if ((await call("GET", `${templates}/${templateId}`)).status === 404) templateId = await makeTemplate();
  });

  test.each(cases)("%s: %s answers %i", async (role, name, expected) => {
    const { token } = await as(role);

    const answer = await requests[name]?.[0]((method, path, body) => call(method, path, body, token));

    expect(answer?.status, JSON.stringify(answer?.body)).toBe(expected);
  });
});

test.each(["stranger", "viewer", "owner"] as const)(
  "lists and exports show a %s only what the role may read",
  async role => {
    const { token } = await as(role);
    const sees = role !== "stranger";
    const idsOf = async (query: string) =>
      (await call("GET", `${urls}${query}`, undefined, token)).body.items.map(({ id }: { id: string }) => id);

    expect((await idsOf("")).includes(link.id)).toBe(sees);
    expect((await idsOf("?search=secret")).includes(link.id)).toBe(sees);
    expect((await idsOf("?search=team")).includes(link.id)).toBe(sees);
    expect(String((await call("GET", `${urls}/export?format=ndjson`, undefined, token)).body).includes(link.id)).toBe(
      sees,
    );
    const { items } = (await call("GET", "/api/v1/domains", undefined, token)).body;
    expect(items.map((each: { host: string }) => each.host).includes(host)).toBe(sees);
  },
);

test("the old role member has the rights of an editor", async () => {
  const { token } = await as("member");

  expect((await call("PATCH", `${urls}/${link.id}`, { title: "By a member" }, token)).status).toBe(200);
  expect((await call("PATCH", `/api/v1/domains/${host}`, { robots: null }, token)).status).toBe(403);
});

test("verifyDomain by an admin assigns the domain to the workspace that claimed it", async () => {
  const { token } = await as("admin");
  const domainHost = "proved.example.com";
  const { verification } = (await call("POST", "/api/v1/domains", { host: domainHost })).body;
  api.dns.set(verification.name, [[verification.value]]);

  await call("POST", `/api/v1/domains/${domainHost}/verification`, {}, token);

  const domain = await db
    .selectFrom("domains")
    .select("workspace_id")
    .where("host", "=", domainHost)
    .executeTakeFirst();
  expect(domain?.workspace_id).toBe(workspaceId);
});

test("a lower role or a removed membership takes effect at once", async () => {
  const user = await join("editor");
  const change = () => call("PATCH", `${urls}/${link.id}`, { title: "x" }, user.token);
  const row = db
    .updateTable("workspace_members")
    .where("user_id", "=", user.id)
    .where("workspace_id", "=", workspaceId);
  expect((await change()).status).toBe(200);

  await row.set({ role: "viewer" }).execute();
  expect((await change()).status).toBe(403);

  const gone = db.deleteFrom("workspace_members").where("user_id", "=", user.id);
  await gone.where("workspace_id", "=", workspaceId).execute();
  expect((await change()).status).toBe(404);
  expect((await call("GET", `${urls}/${link.id}`, undefined, user.token)).status).toBe(404);
});

test("an API key has the role of its user, and administrators have no role in other workspaces", async () => {
  const viewer = await as("viewer");
  const scopes = ["read", "write", "analytics"];
  const { key } = (await call("POST", "/api/v1/api-keys", { name: "k", scopes }, viewer.token)).body;
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();

  expect((await call("GET", `${urls}/${link.id}`, undefined, key)).status).toBe(200);
  expect((await call("PATCH", `${urls}/${link.id}`, { title: "x" }, key)).status).toBe(403);
  expect((await call("GET", `${urls}/${link.id}`, undefined, administrator.token)).status).toBe(404);
  expect((await call("PATCH", `${urls}/${link.id}`, { title: "x" }, administrator.token)).status).toBe(404);
});

test("members of a deleted workspace no longer find its links", async () => {
  const id = crypto.randomUUID();
  const { token, id: userId } = await api.signUp();
  await db.insertInto("workspaces").values({ id, name: "Short-lived", personal_user_id: null }).execute();
  await db.insertInto("workspace_members").values({ workspace_id: id, user_id: userId, role: "owner" }).execute();
  const made = await makeLink();
  await db.updateTable("links").set({ workspace_id: id }).where("id", "=", made.id).execute();
  expect((await call("GET", `${urls}/${made.id}`, undefined, token)).status).toBe(200);

  await db.deleteFrom("workspaces").where("id", "=", id).execute();

  expect((await call("GET", `${urls}/${made.id}`, undefined, token)).status).toBe(404);
  expect((await call("GET", urls, undefined, token)).body.total).toBe(0);
});

test("a membership in the workspace of anonymous links gives no access", async () => {
  const { token, id } = await api.signUp();
  const made = (await api.call("POST", urls, { body: { original_url: "https://example.com/" } })).body;
  const { workspace_id } = await db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", made.id)
    .executeTakeFirstOrThrow();
  await db.insertInto("workspace_members").values({ workspace_id, user_id: id, role: "owner" }).execute();

  expect((await call("PATCH", `${urls}/${made.id}`, { title: "x" }, token)).status).toBe(404);
});
