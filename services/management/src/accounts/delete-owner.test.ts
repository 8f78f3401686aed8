import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSecret, hashSecret, upsertMailToken } from "../auth/index.ts";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

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

type Person = Awaited<ReturnType<TestApi["signUp"]>>;
type Role = "owner" | "admin" | "editor" | "viewer";
const call = (who: Person, method: string, path: string, body?: object): Promise<Answer> =>
  api.call(method, `/api/v1${path}`, { token: who.token, ...(body && { body }) });

async function aTeam(name = "Marketing") {
  const ann = await api.signUp();
  const { id } = (await call(ann, "POST", "/workspaces", { name })).body;
  const join = async (role: Role): Promise<Person> => {
    const person = await api.signUp();
    await db.insertInto("workspace_members").values({ workspace_id: id, user_id: person.id, role }).execute();
    return person;
  };
  const link = (await call(ann, "POST", "/urls", { original_url: "https://example.com/", workspace_id: id })).body;
  return { ann, id: String(id), linkId: String(link.id), join };
}

const deleteMe = (who: Person) => call(who, "DELETE", "/auth/me", { password: who.password });
async function deleteAsAdministrator({ id }: Person): Promise<Answer> {
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();
  return call(administrator, "DELETE", `/admin/users/${id}`);
}
const ways = { "the own account": deleteMe, "an account as administrator": deleteAsAdministrator };

const roleIn = async (id: string, who: Person) => (await call(who, "GET", `/workspaces/${id}`)).body.role;
const findRow = (table: "workspaces" | "links", id: string) =>
  db.selectFrom(table).select("id").where("id", "=", id).executeTakeFirst();

test.each(Object.entries(ways))(
  "deleting %s deletes the workspaces in which it is alone, with their links",
  async (_what, remove) => {
    const { ann, id, linkId } = await aTeam();

    expect((await remove(ann)).status).toBe(204);

    expect(await findRow("workspaces", id)).toBeUndefined();
    expect(await findRow("links", linkId)).toBeUndefined();
    const { rows } = await sql`select from forgotten_clicks where link_id = ${linkId}::uuid`.execute(db);
    expect(rows).toHaveLength(1);
  },
);

test.each(Object.entries(ways))("deleting %s leaves workspaces that have another owner", async (_what, remove) => {
  const { ann, id, linkId, join } = await aTeam();
  const [viewer, owner] = [await join("viewer"), await join("owner")];

  expect((await remove(ann)).status).toBe(204);

  expect([await roleIn(id, viewer), await roleIn(id, owner)]).toEqual(["viewer", "owner"]);
  expect((await call(owner, "GET", `/urls/${linkId}`)).body.owner_id).toBeNull();
});

test("the only owner of a workspace with other members cannot delete the own account, and gets advice", async () => {
  const { ann, id, join } = await aTeam("Fundraising");
  const viewer = await join("viewer");

  const { status, body } = await deleteMe(ann);

  expect({ status, code: body.code }).toEqual({ status: 409, code: "sole-owner" });
  expect(body.detail).toMatch(/"Fundraising".*another member an owner/);
  expect(await roleIn(id, ann)).toBe("owner");
  await call(ann, "PATCH", `/workspaces/${id}/members/${viewer.id}`, { role: "owner" });
  expect((await deleteMe(ann)).status).toBe(204);
  expect(await roleIn(id, viewer)).toBe("owner");
});

test("an administrator who deletes the only owner hands the workspace to the highest role, of several the first", async () => {
  const { ann, id, linkId, join } = await aTeam();
  const [viewer, first, second] = [await join("viewer"), await join("admin"), await join("admin")];
  await db
    .updateTable("workspace_members")
    .set({ created_at: new Date("2026-01-01") })
    .where("workspace_id", "=", id)
    .where("user_id", "in", [viewer.id, first.id])
    .execute();

  expect((await deleteAsAdministrator(ann)).status).toBe(204);

  expect(await Promise.all([viewer, first, second].map(who => roleIn(id, who)))).toEqual(["viewer", "owner", "admin"]);
  expect((await call(first, "GET", `/urls/${linkId}`)).status).toBe(200);
  const audit = await db
    .selectFrom("audit_log")
    .select("details")
    .where("action", "=", "workspace.handed-over")
    .execute();
  expect(audit).toContainEqual({ details: { from: ann.id, to: first.id } });
});

test("disabled members inherit a workspace only if there are no others", async () => {
  const { ann, id, join } = await aTeam();
  const [admin, viewer] = [await join("admin"), await join("viewer")];
  await db.updateTable("users").set({ is_active: false }).where("id", "=", admin.id).execute();

  await deleteAsAdministrator(ann);

  expect(await roleIn(id, viewer)).toBe("owner");
});

test("of two owners who delete their accounts at the same time, the workspace keeps one, or goes to a member", async () => {
  for (let round = 0; round < 4; round++) {
    const { ann, id, join } = await aTeam();
    const [owner, viewer] = [await join("owner"), await join("viewer")];

    await Promise.all([deleteMe(ann), deleteMe(owner)]);

    const owners = await db
      .selectFrom("workspace_members")
      .select("user_id")
      .where("workspace_id", "=", id)
      .where("role", "=", "owner")
      .execute();
    expect(owners.length).toBeGreaterThan(0);
    expect(await roleIn(id, viewer)).toBeDefined();
  }
});

const addWebhook = async (who: Person, workspace_id: string) =>
  (
    await call(who, "POST", "/webhooks", {
      url: "https://receiver.example.com/",
      events: ["link.created"],
      workspace_id,
    })
  ).body.id;
const isActive = async (id: string) =>
  (await db.selectFrom("webhooks").select("is_active").where("id", "=", id).executeTakeFirstOrThrow()).is_active;

test("disabling an account suspends the webhooks of workspaces in which it is alone, and no others", async () => {
  const [alone, team] = [await aTeam(), await aTeam()];
  await db
    .insertInto("workspace_members")
    .values({ workspace_id: team.id, user_id: alone.ann.id, role: "admin" })
    .execute();
  const [own, shared] = [await addWebhook(alone.ann, alone.id), await addWebhook(alone.ann, team.id)];
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();
  const setActive = (is_active: boolean) => call(administrator, "PATCH", `/admin/users/${alone.ann.id}`, { is_active });

  await setActive(false);
  expect([await isActive(own), await isActive(shared)]).toEqual([false, true]);
  await setActive(true);
  expect([await isActive(own), await isActive(shared)]).toEqual([true, true]);
});

test("a password reset also disables webhooks that the account added to the workspaces of others", async () => {
  const team = await aTeam();
  const admin = await team.join("admin");
  const [ofAdmin, ofOwner] = [await addWebhook(admin, team.id), await addWebhook(team.ann, team.id)];
  const token = createSecret();
  await upsertMailToken(db, {
    tokenHash: hashSecret(token),
    userId: admin.id,
    purpose: "reset-password",
    minutes: 60,
  });

  const body = { token, new_password: "another horse battery" };
  expect((await api.call("POST", "/api/v1/auth/reset-password", { body })).status).toBe(204);

  expect([await isActive(ofAdmin), await isActive(ofOwner)]).toEqual([false, true]);
});
