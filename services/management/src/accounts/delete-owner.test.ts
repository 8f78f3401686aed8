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
async function anAdministrator(): Promise<Person> {
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();
  return administrator;
}
const deleteAsAdministrator = async ({ id }: Person) => call(await anAdministrator(), "DELETE", `/admin/users/${id}`);
const setActive = async ({ id }: Person, is_active: boolean) =>
  call(await anAdministrator(), "PATCH", `/admin/users/${id}`, { is_active });
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

const handOversOf = (id: string) =>
  db
    .selectFrom("audit_log")
    .select("details")
    .where("action", "=", "workspace.handed-over")
    .where("workspace_id", "=", id)
    .execute();
const signIn = async (who: Person): Promise<Person> => {
  const body = { email: who.email, password: who.password };
  return { ...who, token: (await api.call("POST", "/api/v1/auth/login", { body })).body.access_token };
};

test("disabling the only active owner makes the member with the highest role an owner too", async () => {
  const { ann, id, join } = await aTeam();
  const [viewer, admin, disabledOwner] = [await join("viewer"), await join("admin"), await join("owner")];
  expect((await setActive(disabledOwner, false)).status).toBe(200);
  expect(await handOversOf(id)).toEqual([]);

  expect((await setActive(ann, false)).status).toBe(200);

  expect(await Promise.all([viewer, admin].map(who => roleIn(id, who)))).toEqual(["viewer", "owner"]);
  expect(await handOversOf(id)).toEqual([{ details: { from: ann.id, to: admin.id } }]);
  await setActive(ann, true);
  expect(await roleIn(id, await signIn(ann))).toBe("owner");
  expect(await roleIn(id, admin)).toBe("owner");
});

test("disabling an owner changes no roles of a workspace without another active member", async () => {
  const { ann, id, join } = await aTeam();
  const editor = await join("editor");
  await setActive(editor, false);

  await setActive(ann, false);

  await setActive(editor, true);
  expect(await roleIn(id, await signIn(editor))).toBe("editor");
  expect(await handOversOf(id)).toEqual([]);
});

test("an administrator who deletes the only active owner makes an active member an owner, not a disabled owner", async () => {
  const { ann, id, join } = await aTeam();
  const [disabledOwner, viewer] = [await join("owner"), await join("viewer")];
  await setActive(disabledOwner, false);

  expect((await deleteAsAdministrator(ann)).status).toBe(204);

  expect(await roleIn(id, viewer)).toBe("owner");
});

test("the only active owner can neither leave, nor take a lower role, nor delete the own account", async () => {
  const { ann, id, join } = await aTeam();
  const [owner, viewer] = [await join("owner"), await join("viewer")];
  await setActive(owner, false);

  expect((await call(ann, "DELETE", `/workspaces/${id}/members/${ann.id}`)).body.code).toBe("last-owner");
  expect((await call(ann, "PATCH", `/workspaces/${id}/members/${ann.id}`, { role: "admin" })).body.code).toBe(
    "last-owner",
  );
  expect((await deleteMe(ann)).body.code).toBe("sole-owner");
  expect((await call(ann, "DELETE", `/workspaces/${id}/members/${owner.id}`)).status).toBe(204);
  expect(await Promise.all([ann, viewer].map(who => roleIn(id, who)))).toEqual(["owner", "viewer"]);
});

test("a workspace keeps an active owner while one leaves and the other is disabled", async () => {
  for (let round = 0; round < 6; round++) {
    const { ann, id, join } = await aTeam();
    const [owner, viewer] = [await join("owner"), await join("viewer")];
    const administrator = await anAdministrator();

    const [left, disabled] = await Promise.all([
      call(owner, "DELETE", `/workspaces/${id}/members/${owner.id}`),
      call(administrator, "PATCH", `/admin/users/${ann.id}`, { is_active: false }),
    ]);

    expect(disabled.status).toBe(200);
    const roles = { owner: await roleIn(id, owner), viewer: await roleIn(id, viewer) };
    expect(roles).toEqual(left.status === 204 ? { viewer: "owner" } : { owner: "owner", viewer: "viewer" });
  }
});

test("an invitation is accepted or gone when its owner is disabled at the same time", async () => {
  for (let round = 0; round < 6; round++) {
    const { ann, id } = await aTeam();
    const [guest, administrator] = [await api.signUp(), await anAdministrator()];
    const { body } = await call(ann, "POST", `/workspaces/${id}/invitations`, { email: guest.email });
    const token = new URL(body.url).searchParams.get("token");

    const [accepted, disabled] = await Promise.all([
      call(guest, "POST", `/invitations/${token}/accept`),
      call(administrator, "PATCH", `/admin/users/${ann.id}`, { is_active: false }),
    ]);

    expect(disabled.status).toBe(200);
    expect([200, 404]).toContain(accepted.status);
    expect(await roleIn(id, guest)).toBe(accepted.status === 200 ? "owner" : undefined);
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

  await setActive(alone.ann, false);
  expect([await isActive(own), await isActive(shared)]).toEqual([false, true]);
  await setActive(alone.ann, true);
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
