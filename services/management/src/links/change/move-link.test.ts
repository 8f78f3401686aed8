import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
type Person = Awaited<ReturnType<TestApi["signUp"]>>;
type Role = "owner" | "admin" | "editor" | "viewer";
const as = (who: Person, method: string, path: string, body?: unknown) =>
  api.call(method, path, { token: who.token, ...(body !== undefined && { body }) });
const make = async (who: Person, fields: object = {}) =>
  (await as(who, "POST", urls, { original_url: "https://example.com/", ...fields })).body;
const move = (who: Person, id: string, workspace_id: string, more: object = {}) =>
  as(who, "PATCH", `${urls}/${id}`, { workspace_id, ...more });
const workspaceOf = async (who: Person): Promise<string> =>
  (await as(who, "GET", "/api/v1/workspaces")).body.items[0].id;

/** Ann, and the workspace of Ben, in which she has a role. */
async function aPair(role: Role = "editor") {
  const [ann, ben] = [await api.signUp(), await api.signUp()];
  const [own, team] = [await workspaceOf(ann), await workspaceOf(ben)];
  await db.insertInto("workspace_members").values({ workspace_id: team, user_id: ann.id, role }).execute();
  return { ann, ben, own, team };
}

test("a link moves with its codes, settings, clicks and history, and belongs to the other workspace alone", async () => {
  const { ann, ben, own, team } = await aPair();
  const link = await make(ben, {
    workspace_id: team,
    tags: ["Spring", "Mail"],
    folder: "Docs",
    title: "Sale",
    is_public: false,
  });
  await as(ben, "PATCH", `${urls}/${link.id}`, { title: "Sale again" });
  await as(ben, "POST", `${urls}/${link.id}/codes`, { short_code: `c-${randomUUID()}` });
  const totals = { link_id: link.id, clicks: 3, human_clicks: 2, last_clicked_at: new Date() };
  await db.insertInto("link_totals").values(totals).execute();
  const before = (await as(ann, "GET", `${urls}/${link.id}`)).body;

  const { status, body } = await move(ann, link.id, own);

  const { updated_at } = body;
  expect({ status, body }).toEqual({
    status: 200,
    body: { ...before, workspace_id: own, owner_id: ann.id, updated_at },
  });
  expect(body).toMatchObject({ click_count: 2, tags: ["Mail", "Spring"], folder: "Docs", title: "Sale again" });
  expect((await as(ann, "GET", `${urls}/${link.id}/codes`)).body.items).toHaveLength(2);
  const { items: history } = (await as(ann, "GET", `${urls}/${link.id}/versions`)).body;
  expect(history[0].changes).toEqual([{ field: "owner_id", before: ben.id, after: ann.id }]);
  expect((await as(ben, "GET", `${urls}/${link.id}`)).status).toBe(404);
  expect((await as(ben, "GET", urls)).body.items).toEqual([]);
  const tagsOf = async (who: Person, workspace: string) =>
    (await as(who, "GET", `/api/v1/tags?workspace_id=${workspace}`)).body.items.map(
      ({ name, link_count }: { name: string; link_count: number }) => [name, link_count],
    );
  expect((await tagsOf(ann, own)).sort()).toEqual([
    ["Mail", 1],
    ["Spring", 1],
  ]);
  expect((await tagsOf(ben, team)).sort()).toEqual([
    ["Mail", 0],
    ["Spring", 0],
  ]);
  const audit = db.selectFrom("audit_log").select(["action", "actor_id", "details"]).where("subject_id", "=", link.id);
  expect((await audit.execute()).filter(({ action }) => action === "link.moved")).toEqual([
    { action: "link.moved", actor_id: ann.id, details: { code: link.short_code, from: team, to: own } },
  ]);
});

test("a move takes changes of the same request along, and can be undone", async () => {
  const { ann, own, team } = await aPair();
  const link = await make(ann, { tags: ["Old"] });

  const moved = (await move(ann, link.id, team, { tags: ["New"], folder: "Team" })).body;
  const back = (await move(ann, link.id, own)).body;

  expect(moved).toMatchObject({ workspace_id: team, tags: ["New"], folder: "Team" });
  expect(back).toMatchObject({ workspace_id: own, tags: ["New"], folder: "Team", owner_id: ann.id });
  expect((await move(ann, link.id, own)).body).toMatchObject({ workspace_id: own, tags: ["New"] });
});

test("clicks on their way to a link that moves twice are moved again", async () => {
  const { ann, own, team } = await aPair();
  const link = await make(ann);
  await move(ann, link.id, team);
  const marks = db.selectFrom("moved_clicks").select("created_at").where("link_id", "=", link.id);
  const first = (await marks.executeTakeFirstOrThrow()).created_at;
  await move(ann, link.id, own);

  expect((await marks.executeTakeFirstOrThrow()).created_at.getTime()).toBeGreaterThan(first.getTime());
});

test("a move needs a role in both workspaces, which refuses with what the caller may know", async () => {
  const { ann, ben, own, team } = await aPair("viewer");
  const [{ claim: _, ...mine }, theirs] = [await make(ann), await make(ben, { workspace_id: team })];
  const stranger = await api.signUp();

  const answers = [
    await move(ann, mine.id, team),
    await move(ann, theirs.id, own),
    await move(ann, mine.id, randomUUID()),
    await move(ann, mine.id, await workspaceOf(stranger)),
    await move(stranger, mine.id, await workspaceOf(stranger)),
    await move(ann, mine.id, "own"),
    await as(ann, "PATCH", `${urls}/${mine.id}`, { workspace_id: null }),
  ];

  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [403, "forbidden"],
    [403, "forbidden"],
    [404, "workspace-not-found"],
    [404, "workspace-not-found"],
    [404, "link-not-found"],
    [422, "validation-failed"],
    [422, "validation-failed"],
  ]);
  expect((await as(ann, "GET", `${urls}/${mine.id}`)).body).toEqual(mine);
});

test("a link with its primary or a further code on a domain of its workspace stays", async () => {
  const { ann, own, team } = await aPair();
  const host = `go-${randomUUID()}.example`;
  await db.insertInto("domains").values({ host, workspace_id: own }).execute();
  const primary = await make(ann, { domain: host });
  const further = await make(ann, { other_codes: [`https://${host}/c-${randomUUID()}`] });

  for (const { id } of [primary, further]) {
    const { status, body } = await move(ann, id, team, { title: "Moved" });
    expect({ status, code: body.code, detail: body.detail }).toEqual({
      status: 409,
      code: "domain-of-workspace",
      detail: expect.stringContaining(host),
    });
    expect((await as(ann, "GET", `${urls}/${id}`)).body).toMatchObject({ workspace_id: own, title: null });
  }
});

test("an external id of the other workspace refuses the move", async () => {
  const { ann, own, team } = await aPair();
  const external_id = randomUUID();
  const link = await make(ann, { external_id });
  await make(ann, { external_id, workspace_id: team });

  const { status, body } = await move(ann, link.id, team);

  expect([status, body.code]).toEqual([409, "external-id-taken"]);
  expect((await as(ann, "GET", `${urls}/${link.id}`)).body.workspace_id).toBe(own);
  expect((await move(ann, link.id, team, { external_id: null })).status).toBe(200);
});

test("webhooks of both workspaces notice a move", async () => {
  const { ann, own, team } = await aPair("admin");
  const events = ["link.created", "link.updated", "link.deleted"];
  for (const workspace_id of [own, team])
    await as(ann, "POST", "/api/v1/webhooks", { url: `https://hooks.example/${workspace_id}`, events, workspace_id });
  const link = await make(ann);
  await move(ann, link.id, team);

  const written = await db
    .selectFrom("webhook_events")
    .select(["type", "workspace_id"])
    .where("workspace_id", "in", [own, team])
    .orderBy("id")
    .execute();
  expect(written.map(({ type, workspace_id }) => [type, workspace_id === own ? "own" : "team"])).toEqual([
    ["link.created", "own"],
    ["link.created", "team"],
    ["link.deleted", "own"],
  ]);
});

test("links move in bulk, each with its own answer", async () => {
  const { ann, own, team } = await aPair();
  const host = `go-${randomUUID()}.example`;
  await db.insertInto("domains").values({ host, workspace_id: own }).execute();
  const [free, bound] = [await make(ann), await make(ann, { domain: host })];

  const rows = [free, bound].map(({ id }) => ({ id, workspace_id: team }));
  const { body } = await as(ann, "PATCH", `${urls}/bulk`, rows);

  expect(body).toMatchObject({
    succeeded: 1,
    failed: 1,
    results: [{ status: 200 }, { status: 409, problem: { code: "domain-of-workspace" } }],
  });
});
