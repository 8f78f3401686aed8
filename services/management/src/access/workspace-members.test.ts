import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

const host = "team.example.com";
const claimed = "claimed.example.com";
const receiver = "https://receiver.example.com/hook";
const urls = "/api/v1/urls";
const analytics = "/api/v1/analytics";

let api: TestApi;
let db: Db;
let owner: Awaited<ReturnType<TestApi["signUp"]>>;
let workspaceId: string;
/** A private link of the owner, on the shared domain. */
let link: { id: string; short_code: string };
let webhookId: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owner = await api.signUp();
  await api.addDomain(owner.token, host);
  await ask("POST", "/api/v1/domains", { host: claimed });
  link = await makeLink();
  webhookId = (await ask("POST", "/api/v1/webhooks", { url: receiver, events: ["link.created"] })).body.id;
  const row = db.selectFrom("links").select("workspace_id").where("id", "=", link.id);
  workspaceId = (await row.executeTakeFirstOrThrow()).workspace_id;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const ask = (method: string, path: string, body?: unknown, token = owner.token): Promise<Answer> =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });

async function makeLink(): Promise<typeof link> {
  const body = {
    original_url: "https://example.com/",
    is_public: false,
    title: "Secret",
    tags: ["team"],
    folder: "Team",
  };
  return (await ask("POST", urls, body)).body;
}

type Role = "owner" | "admin" | "editor" | "member" | "viewer" | "stranger";

/** Signs up a new user with a role in the owner's workspace. */
async function join(role: Role): Promise<{ token: string; id: string }> {
  const user = await api.signUp();
  if (role !== "stranger")
    await db.insertInto("workspace_members").values({ workspace_id: workspaceId, user_id: user.id, role }).execute();
  return user;
}

/** The users by their roles; a user tries many doors. */
const users = new Map<Role, Promise<{ token: string; id: string }>>();
function as(role: Role) {
  const user = users.get(role) ?? join(role);
  users.set(role, user);
  return user;
}

/** For each door, the statuses for a stranger, a viewer, an editor and an admin. Every try has a link of its own. */
const doors: Record<string, [(ask: Ask) => Promise<Answer>, ...statuses: [number, number, number, number]]> = {
  "read a private link": [call => call("GET", `${urls}/${link.id}`), 404, 200, 200, 200],
  "read a link by its code": [call => call("GET", `${urls}/${link.short_code}`), 404, 200, 200, 200],
  "read where a link led before": [call => call("GET", `${urls}/${link.id}/history`), 404, 200, 200, 200],
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
  "read the numbers of a link": [call => call("GET", `${analytics}/${link.short_code}/summary`), 404, 200, 200, 200],
  "ask about the workspace": [
    call => call("GET", `${analytics}/series?workspace_id=${workspaceId}`),
    404,
    200,
    200,
    200,
  ],
  "ask about a tag": [call => call("GET", `${analytics}/series?tag=team`), 404, 200, 200, 200],
  "reset the numbers of a link": [call => call("DELETE", `${analytics}/${link.short_code}`), 404, 403, 204, 204],
  "list by a tag": [call => call("GET", `${urls}?tag=team`), 404, 200, 200, 200],
  "list by a folder": [call => call("GET", `${urls}?folder=team`), 404, 200, 200, 200],
  "list by a domain": [call => call("GET", `${urls}?domain=${host}`), 404, 200, 200, 200],
  "export a redirect map": [call => call("GET", `${urls}/redirect-map?domain=${host}`), 404, 200, 200, 200],
  "read a domain": [call => call("GET", `/api/v1/domains/${host}`), 404, 200, 200, 200],
  "change a domain": [call => call("PATCH", `/api/v1/domains/${host}`, { robots: "allow" }), 404, 403, 403, 200],
  "verify a domain": [call => call("POST", `/api/v1/domains/${claimed}/verification`, {}), 404, 403, 403, 409],
  "delete a domain": [call => call("DELETE", `/api/v1/domains/${claimed}`), 404, 403, 403, 204],
  "read misses of a domain": [call => call("GET", `${analytics}/orphans?domain=${host}`), 404, 200, 200, 200],
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
type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

const steps = ["stranger", "viewer", "editor", "admin"] as const;
const tries = Object.entries(doors).flatMap(([door, [, ...statuses]]) =>
  steps.map((role, i) => [role, door, statuses[i] as number] as const),
);

describe("what members of a workspace may do", () => {
  beforeEach(async () => {
    const left = await db.selectFrom("links").select("id").where("id", "=", link.id).execute();
    if (left.length === 0) link = await makeLink();
    await ask("POST", "/api/v1/domains", { host: claimed });
  });

  test.each(tries)("%s: %s is %i", async (role, door, expected) => {
    const { token } = await as(role);

    const answer = await doors[door]?.[0]((method, path, body) => ask(method, path, body, token));

    expect(answer?.status, JSON.stringify(answer?.body)).toBe(expected);
  });
});

test.each(["stranger", "viewer", "owner"] as const)(
  "a %s finds links, domains and exports of the workspace as far as they may",
  async role => {
    const { token } = await as(role);
    const sees = role !== "stranger";
    const idsOf = async (query: string) =>
      (await ask("GET", `${urls}${query}`, undefined, token)).body.items.map(({ id }: { id: string }) => id);

    expect((await idsOf("")).includes(link.id)).toBe(sees);
    expect((await idsOf("?search=secret")).includes(link.id)).toBe(sees);
    expect((await idsOf("?search=team")).includes(link.id)).toBe(sees);
    expect(String((await ask("GET", `${urls}/export?format=ndjson`, undefined, token)).body).includes(link.id)).toBe(
      sees,
    );
    const { items } = (await ask("GET", "/api/v1/domains", undefined, token)).body;
    expect(items.map((each: { host: string }) => each.host).includes(host)).toBe(sees);
  },
);

test("a member by the old name is an editor", async () => {
  const { token } = await as("member");

  expect((await ask("PATCH", `${urls}/${link.id}`, { title: "By a member" }, token)).status).toBe(200);
  expect((await ask("PATCH", `/api/v1/domains/${host}`, { robots: null }, token)).status).toBe(403);
});

test("a member who verifies a claimed domain gives it to the workspace that claimed it", async () => {
  const { token } = await as("admin");
  const mine = "proved.example.com";
  const { verification } = (await ask("POST", "/api/v1/domains", { host: mine })).body;
  api.dns.set(verification.name, [[verification.value]]);

  await ask("POST", `/api/v1/domains/${mine}/verification`, {}, token);

  const domain = await db.selectFrom("domains").select("workspace_id").where("host", "=", mine).executeTakeFirst();
  expect(domain?.workspace_id).toBe(workspaceId);
});

test("a member who is downgraded or removed loses at once what they may no longer do", async () => {
  const user = await join("editor");
  const change = () => ask("PATCH", `${urls}/${link.id}`, { title: "x" }, user.token);
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
  expect((await ask("GET", `${urls}/${link.id}`, undefined, user.token)).status).toBe(404);
});

test("an API key acts with the role of its user, and an administrator has no role of their own", async () => {
  const viewer = await as("viewer");
  const scopes = ["read", "write", "analytics"];
  const { key } = (await ask("POST", "/api/v1/api-keys", { name: "k", scopes }, viewer.token)).body;
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();

  expect((await ask("GET", `${urls}/${link.id}`, undefined, key)).status).toBe(200);
  expect((await ask("PATCH", `${urls}/${link.id}`, { title: "x" }, key)).status).toBe(403);
  expect((await ask("GET", `${urls}/${link.id}`, undefined, administrator.token)).status).toBe(404);
  expect((await ask("PATCH", `${urls}/${link.id}`, { title: "x" }, administrator.token)).status).toBe(404);
});

test("the links of a workspace that is deleted are gone for its members", async () => {
  const id = crypto.randomUUID();
  const { token, id: userId } = await api.signUp();
  await db.insertInto("workspaces").values({ id, name: "Short-lived", personal_user_id: null }).execute();
  await db.insertInto("workspace_members").values({ workspace_id: id, user_id: userId, role: "owner" }).execute();
  const made = await makeLink();
  await db.updateTable("links").set({ workspace_id: id }).where("id", "=", made.id).execute();
  expect((await ask("GET", `${urls}/${made.id}`, undefined, token)).status).toBe(200);

  await db.deleteFrom("workspaces").where("id", "=", id).execute();

  expect((await ask("GET", `${urls}/${made.id}`, undefined, token)).status).toBe(404);
  expect((await ask("GET", urls, undefined, token)).body.total).toBe(0);
});

test("a row that makes someone a member of the workspace of anonymous links gives no access", async () => {
  const { token, id } = await api.signUp();
  const made = (await api.call("POST", urls, { body: { original_url: "https://example.com/" } })).body;
  const { workspace_id } = await db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", made.id)
    .executeTakeFirstOrThrow();
  await db.insertInto("workspace_members").values({ workspace_id, user_id: id, role: "owner" }).execute();

  expect((await ask("PATCH", `${urls}/${made.id}`, { title: "x" }, token)).status).toBe(404);
});
