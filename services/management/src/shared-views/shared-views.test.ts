import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

type Account = Awaited<ReturnType<TestApi["signUp"]>> & { workspaceId: string };

let api: TestApi;
let db: Db;
let ann: Account;
beforeAll(async () => {
  api = await startTestApi({ EMAIL_VERIFICATION: "off" });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ann = await anAccount();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const views = "/api/v1/shared-views";
const send = (method: string, path: string, body?: unknown, { token } = ann) =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });
const read = (token: string, path = "") => api.call("GET", `/api/v1/shared/${token}${path}`);
const gone = { status: 404, body: { code: "shared-view-not-found" } };

async function anAccount(): Promise<Account> {
  const account = await api.signUp();
  const { id } = await db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", account.id)
    .executeTakeFirstOrThrow();
  return { ...account, workspaceId: id };
}

/** A link with a click from Austria and one from Germany. */
async function aClickedLink(fields: object = {}, owner = ann) {
  const { body } = await send("POST", "/api/v1/urls", { original_url: "https://example.com/secret", ...fields }, owner);
  await db
    .updateTable("links")
    .set({ clicks_since: new Date("2020-01-01") })
    .where("id", "=", body.id)
    .execute();
  for (const country of ["AT", "DE"]) {
    await db
      .insertInto("click_events")
      .values({
        ...{ id: uuidv7(), link_id: body.id, workspace_id: owner.workspaceId, clicked_at: new Date() },
        ...{ class: "human", class_reason: null, visitor_hash: null, source: "link", destination: "" },
        ...{ country, region: null, city: null, browser: null, browser_version: null, os: null, os_version: null },
        ...{ device: null, referrer_host: null, language: null },
        ...{ utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null },
      })
      .execute();
  }
  return body as { id: string; short_url: string };
}

async function aView(fields: object, owner = ann) {
  const { status, body } = await send("POST", views, { name: "Report", country: ["AT"], ...fields }, owner);
  expect(status, JSON.stringify(body)).toBe(201);
  return body as { id: string; token: string; url: string };
}

test("readers without an account get totals, breakdowns and heat map of the scope with its filters", async () => {
  const link = await aClickedLink({ title: "Autumn" });
  await aClickedLink();
  const { token, url } = await aView({ link_id: link.id, days: 7, timezone: "Europe/Vienna" });
  const report = await read(token);
  const breakdown = await read(token, "/breakdown?dimension=country");

  expect(url).toMatch(new RegExp(`/shared/${token}$`));
  expect(report.body).toMatchObject({
    name: "Report",
    days: 7,
    filters: { country: ["AT"] },
    link: { short_url: link.short_url, title: "Autumn", original_url: "https://example.com/secret" },
  });
  expect(report.headers.get("x-robots-tag")).toBe("noindex");
  expect((await read(token, "/series?interval=day")).body.totals.clicks).toBe(1);
  expect(breakdown.body.items).toEqual([{ label: "AT", count: 1, percentage: 100 }]);
  expect((await read(token, "/heatmap")).body.clicks.flat().reduce((a: number, b: number) => a + b)).toBe(1);
});

test("the audit log names what is shared by the fields of the request", async () => {
  const link = await aClickedLink();
  const { id } = await aView({ link_id: link.id });

  const rows = await db.selectFrom("audit_log").select("details").where("subject_id", "=", id).execute();
  expect(rows).toEqual([{ details: { name: "Report", link_id: link.id, tag: null, folder: null } }]);
});

test.each([
  "/series?country=DE",
  "/series?days=365",
  "/series?include_bots=true",
  "/series?link=x",
  "/breakdown?dimension=country&workspace_id=00000000-0000-7000-8000-000000000000",
  "/breakdown?dimension=country&country_not=AT",
])("readers cannot widen a view by the parameters of %s", async path => {
  const { token } = await aView({ link_id: (await aClickedLink()).id });

  expect(await read(token, path)).toMatchObject({ status: 422, body: { code: "validation-failed" } });
});

test("hidden destinations are in no answer", async () => {
  const { id } = await aClickedLink();
  const destination = "https://example.com/secret";
  const { token } = await aView({ link_id: id, hides_destinations: true, destination, destination_not: ["x"] });
  const report = await read(token);

  expect(report.body).toMatchObject({ link: { original_url: null }, filters: { country: ["AT"] } });
  expect(JSON.stringify(report.body)).not.toContain("secret");
  expect((await read(token, "/breakdown?dimension=destination")).status).toBe(422);
});

test("the store has only the hash of a secret, and lists of the owner do not show it", async () => {
  const { id, token } = await aView({ link_id: (await aClickedLink()).id });
  const { token_hash } = await db.selectFrom("shared_views").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const list = await send("GET", views);

  expect(token_hash.toString("base64url")).not.toBe(token);
  expect(list.body.items[0]).toMatchObject({ id });
  expect(JSON.stringify(list.body)).not.toContain(token);
});

const endings: Record<string, (view: { id: string; linkId: string; owner: Account }) => Promise<unknown>> = {
  "it is deleted": ({ id, owner }) => send("DELETE", `${views}/${id}`, undefined, owner),
  "it expires": ({ id }) =>
    db
      .updateTable("shared_views")
      .set({ expires_at: new Date(Date.now() - 1) })
      .where("id", "=", id)
      .execute(),
  "its link is deleted": ({ linkId, owner }) => send("DELETE", `/api/v1/urls/${linkId}`, undefined, owner),
  "its link moves to another workspace": ({ linkId }) =>
    db.updateTable("links").set({ workspace_id: ann.workspaceId }).where("id", "=", linkId).execute(),
  "its owner is disabled": ({ owner }) =>
    db.updateTable("users").set({ is_active: false }).where("id", "=", owner.id).execute(),
  "its owner deletes the account": ({ owner }) =>
    send("DELETE", "/api/v1/auth/me", { password: owner.password }, owner),
};

test.each(Object.entries(endings))("a view ends when %s", async (_what, end) => {
  const owner = await anAccount();
  const { id: linkId } = await aClickedLink({}, owner);
  const { id, token } = await aView({ link_id: linkId }, owner);
  expect((await read(token, "/series?interval=day")).status).toBe(200);
  await end({ id, linkId, owner });

  for (const path of ["", "/series?interval=day", "/breakdown?dimension=country", "/heatmap"])
    expect(await read(token, path)).toMatchObject(gone);
});

test("a view ends when its owner may only read the workspace any longer", async () => {
  const [owner, member] = [await anAccount(), await anAccount()];
  const { id } = await aClickedLink({}, owner);
  const membership = { workspace_id: owner.workspaceId, user_id: member.id };
  await db
    .insertInto("workspace_members")
    .values({ ...membership, role: "editor" })
    .execute();
  const { token } = await aView({ link_id: id }, member);
  expect((await read(token)).status).toBe(200);
  await db
    .updateTable("workspace_members")
    .set({ role: "viewer" })
    .where("user_id", "=", member.id)
    .where("workspace_id", "=", owner.workspaceId)
    .execute();

  expect(await read(token)).toMatchObject(gone);
  expect(await send("POST", views, { name: "x", link_id: id }, member)).toMatchObject({ status: 403 });
});

test.each(["tags", "folders"] as const)("a view of %s follows a new name, and ends with the label", async kind => {
  const name = randomUUID();
  await aClickedLink(kind === "tags" ? { tags: [name] } : { folder: name });
  const { token } = await aView(kind === "tags" ? { tag: name } : { folder: name });
  await send("PATCH", `/api/v1/${kind}/${name}`, { name: `new ${name}` });

  expect((await read(token, "/series?interval=day")).body.totals.clicks).toBe(1);
  await send("DELETE", `/api/v1/${kind}/new%20${name}`);
  await aClickedLink(kind === "tags" ? { tags: [`new ${name}`] } : { folder: `new ${name}` });
  expect(await read(token)).toMatchObject(gone);
});

test.each<[string, object, number, string]>([
  ["of no scope", {}, 422, ""],
  ["of two scopes", { tag: "a", folder: "b" }, 422, ""],
  ["of an unknown link", { link_id: randomUUID() }, 404, "link-not-found"],
  ["of an unknown tag", { tag: "nowhere" }, 404, "tag-not-found"],
  ["of another workspace", { tag: "a", workspace_id: randomUUID() }, 404, "workspace-not-found"],
  ["with a period that ends before it begins", { from: "2026-01-02", to: "2026-01-01" }, 422, "/to"],
  ["that has expired", { expires_at: "2020-01-01" }, 422, "/expires_at"],
])("POST /shared-views refuses a view %s", async (_what, fields, status, expected) => {
  const { id } = await aClickedLink();
  const scope = "from" in fields || "expires_at" in fields ? { link_id: id } : {};
  const answer = await send("POST", views, { name: "x", ...scope, ...fields });

  expect(answer.status).toBe(status);
  expect(status === 422 ? answer.body.errors[0].pointer : answer.body.code).toBe(expected);
});

test("a link, tag or view of another account cannot be shared or deleted", async () => {
  const other = await anAccount();
  const { id } = await aClickedLink({ tags: ["mine"] });
  const view = await aView({ link_id: id });

  expect((await send("POST", views, { name: "x", link_id: id }, other)).body.code).toBe("link-not-found");
  expect((await send("POST", views, { name: "x", tag: "mine" }, other)).body.code).toBe("tag-not-found");
  expect(await send("DELETE", `${views}/${view.id}`, undefined, other)).toMatchObject(gone);
  expect((await read(view.token)).status).toBe(200);
});

test("an account shares at most 50 reports, also with concurrent requests", async () => {
  const owner = await anAccount();
  const { id } = await aClickedLink({}, owner);
  const answers = await Promise.all(
    Array.from({ length: 53 }, () => send("POST", views, { name: "x", link_id: id }, owner)),
  );

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  expect(answers.find(({ status }) => status !== 201)?.body.code).toBe("too-many-shared-views");
});

test("an API key cannot share, as the view would outlive it", async () => {
  const { body } = await send("POST", "/api/v1/api-keys", { name: "key", scopes: ["read", "write", "analytics"] });
  const answer = await api.call("POST", views, { token: body.key, body: { name: "x", tag: "a" } });

  expect(answer).toMatchObject({ status: 403, body: { code: "missing-scope" } });
});
