import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

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

const path = "/api/v1/workspaces";
type Person = Awaited<ReturnType<TestApi["signUp"]>>;
type Role = "owner" | "admin" | "editor" | "viewer" | "member";
const as = (who: Person, method: string, below: string, body?: object) =>
  api.call(method, `${path}${below}`, { token: who.token, ...(body && { body }) });

async function aTeam() {
  const ann = await api.signUp();
  const { id } = (await as(ann, "GET", "")).body.items[0];
  const join = async (role: Role): Promise<Person> => {
    const person = await api.signUp();
    await db.insertInto("workspace_members").values({ workspace_id: id, user_id: person.id, role }).execute();
    return person;
  };
  return { ann, id: String(id), join, membersPath: `/${id}/members` };
}

const rolesOf = async (who: Person, below: string) =>
  Object.fromEntries(
    (await as(who, "GET", below)).body.items.map((each: { user_id: string; role: string }) => [
      each.user_id,
      each.role,
    ]),
  );
const auditOf = (id: string) =>
  db.selectFrom("audit_log").select(["actor_id", "action", "details"]).where("workspace_id", "=", id).execute();

test("GET /workspaces lists the personal workspace first, then others, with role and number of members", async () => {
  const { ann, id, join } = await aTeam();
  const bob = await join("member");

  const { items } = (await as(bob, "GET", "")).body;
  expect(items).toMatchObject([
    { name: "Personal", role: "owner", is_personal: true, member_count: 1 },
    { id, role: "editor", is_personal: false, member_count: 2 },
  ]);
  expect((await as(bob, "GET", `/${id}`)).body).toEqual(items[1]);
  expect((await as(ann, "GET", "")).body.items).toHaveLength(1);
});

test("PATCH /workspaces/{id} renames a workspace, with an audit entry in it", async () => {
  const { ann, id } = await aTeam();

  const answer = await as(ann, "PATCH", `/${id}`, { name: " Ann's links " });
  await as(ann, "PATCH", `/${id}`, { name: "Ann's links" });

  expect(answer).toMatchObject({ status: 200, body: { id, name: "Ann's links", role: "owner" } });
  expect((await as(ann, "GET", "")).body.items).toEqual([answer.body]);
  const details = { before: "Personal", name: "Ann's links" };
  expect(await auditOf(id)).toEqual([{ actor_id: ann.id, action: "workspace.renamed", details }]);
});

test("owners of a workspace turn checks of its links on and off, and results end with them", async () => {
  const { ann, id, join } = await aTeam();
  const [owner, admin] = [await join("owner"), await join("admin")];
  const at = new Date();
  const link = (
    await api.call("POST", "/api/v1/urls", { token: ann.token, body: { original_url: "https://page.example/gone" } })
  ).body;
  const health = async () => (await api.call("GET", `/api/v1/urls/${link.id}`, { token: ann.token })).body.health;
  expect((await as(owner, "GET", `/${id}`)).body.check_links).toBe(false);

  expect((await as(owner, "PATCH", `/${id}`, { check_links: true })).body).toMatchObject({ id, check_links: true });
  await db
    .insertInto("link_health")
    .values({
      ...{ link_id: link.id, target_url: "https://page.example/gone", host: "page.example", status: "broken" },
      ...{ since: at, checked_at: at, next_check_at: at, reason: "The destination answers with the status 404" },
    })
    .execute();
  expect(await health()).toMatchObject({ status: "broken" });
  expect((await as(admin, "PATCH", `/${id}`, { check_links: false })).status).toBe(403);
  expect(await health()).toMatchObject({ status: "broken" });
  expect((await as(owner, "PATCH", `/${id}`, { check_links: false })).body.check_links).toBe(false);

  expect(await health()).toBeNull();
  const changes = [true, false].map(check_links => ({
    actor_id: owner.id,
    action: "workspace.changed",
    details: { check_links },
  }));
  expect((await auditOf(id)).filter(({ action }) => action === "workspace.changed")).toEqual(changes);
});

test.each([{}, { check_links: "yes" }, { check_links: null }])("PATCH /workspaces/{id} refuses %j", async body => {
  const { ann, id } = await aTeam();

  expect((await as(ann, "PATCH", `/${id}`, body)).status).toBe(422);
});

test.each([[""], ["x".repeat(101)], [null]])("PATCH /workspaces/{id} refuses the name %j", async name => {
  const { ann, id } = await aTeam();

  expect(await as(ann, "PATCH", `/${id}`, { name })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/name" }] },
  });
});

test("members are listed by role, with name and address, for each member", async () => {
  const { ann, join, membersPath } = await aTeam();
  const [viewer, admin] = [await join("viewer"), await join("admin")];

  const { items } = (await as(viewer, "GET", membersPath)).body;

  expect(items).toMatchObject([
    { user_id: ann.id, email: ann.email, role: "owner", is_permanent: true },
    { user_id: admin.id, role: "admin", is_permanent: false },
    { user_id: viewer.id, role: "viewer", is_permanent: false },
  ]);
});

const attempts: [
  name: string,
  attempt: (who: Person, team: { id: string; other: Person }) => Promise<{ status: number }>,
][] = [
  ["read it", (who, { id }) => as(who, "GET", `/${id}`)],
  ["list its members", (who, { id }) => as(who, "GET", `/${id}/members`)],
  ["rename it", (who, { id }) => as(who, "PATCH", `/${id}`, { name: "Taken over" })],
  ["change a role", (who, { id, other }) => as(who, "PATCH", `/${id}/members/${other.id}`, { role: "viewer" })],
  ["remove a member", (who, { id, other }) => as(who, "DELETE", `/${id}/members/${other.id}`)],
  ["raise the own role", (who, { id }) => as(who, "PATCH", `/${id}/members/${who.id}`, { role: "owner" })],
];
const statuses: Record<Role | "stranger", number[]> = {
  owner: [200, 200, 200, 200, 204, 200],
  admin: [200, 200, 403, 403, 403, 403],
  editor: [200, 200, 403, 403, 403, 403],
  member: [200, 200, 403, 403, 403, 403],
  viewer: [200, 200, 403, 403, 403, 403],
  stranger: [404, 404, 404, 404, 404, 404],
};

test.each(Object.entries(statuses))("a person with the role %s gets these statuses", async (role, expected) => {
  const { id, join } = await aTeam();
  const who = role === "stranger" ? await api.signUp() : await join(role as Role);

  const given: number[] = [];
  for (const [, attempt] of attempts) given.push((await attempt(who, { id, other: await join("editor") })).status);

  expect(given).toEqual(expected);
});

test("a new role applies to the next request, a removed member sees nothing, and both are in the audit log", async () => {
  const { ann, id, join, membersPath } = await aTeam();
  const bob = await join("viewer");
  const link = (
    await api.call("POST", "/api/v1/urls", { token: ann.token, body: { original_url: "https://example.com/" } })
  ).body;
  const change = () => api.call("PATCH", `/api/v1/urls/${link.id}`, { token: bob.token, body: { title: "x" } });
  expect((await change()).status).toBe(403);

  const changed = await as(ann, "PATCH", `${membersPath}/${bob.id}`, { role: "editor" });
  expect(changed.body).toMatchObject({ user_id: bob.id, role: "editor" });
  expect((await change()).status).toBe(200);
  expect((await as(ann, "DELETE", `${membersPath}/${bob.id}`)).status).toBe(204);

  expect((await change()).status).toBe(404);
  expect((await as(bob, "GET", `/${id}`)).status).toBe(404);
  expect((await as(ann, "DELETE", `${membersPath}/${bob.id}`)).body.code).toBe("member-not-found");
  expect((await auditOf(id)).filter(({ action }) => action.startsWith("workspace."))).toEqual([
    {
      actor_id: ann.id,
      action: "workspace.role-changed",
      details: { member: bob.id, before: "viewer", role: "editor" },
    },
    { actor_id: ann.id, action: "workspace.member-removed", details: { member: bob.id, role: "editor" } },
  ]);
});

test("each member can leave, and the account of a personal workspace always stays its owner", async () => {
  const { ann, id, join, membersPath } = await aTeam();
  const [viewer, owner] = [await join("viewer"), await join("owner")];

  expect((await as(viewer, "DELETE", `${membersPath}/${viewer.id}`)).status).toBe(204);
  for (const who of [ann, owner]) {
    expect((await as(who, "DELETE", `${membersPath}/${ann.id}`)).body.code).toBe("last-owner");
    expect((await as(who, "PATCH", `${membersPath}/${ann.id}`, { role: "viewer" })).body.code).toBe("last-owner");
  }
  expect(await rolesOf(ann, membersPath)).toEqual({ [ann.id]: "owner", [owner.id]: "owner" });
  expect(await auditOf(id)).toMatchObject([{ actor_id: viewer.id, action: "workspace.left" }]);
});

test("of two owners that demote or remove each other at the same time, one stays", async () => {
  for (const attempt of ["demote", "remove"]) {
    const { id, join, membersPath } = await aTeam();
    const [one, other] = [await join("owner"), await join("owner")];
    // A workspace of no account, as a later release may create.
    await db.updateTable("workspaces").set({ personal_user_id: null }).where("id", "=", id).execute();
    const owners = Object.entries(await rolesOf(one, membersPath)).filter(
      ([user]) => ![one.id, other.id].includes(user),
    );
    for (const [user] of owners)
      await db.deleteFrom("workspace_members").where("workspace_id", "=", id).where("user_id", "=", user).execute();
    const act = (who: Person, whom: Person) =>
      attempt === "demote"
        ? as(who, "PATCH", `${membersPath}/${whom.id}`, { role: "viewer" })
        : as(who, "DELETE", `${membersPath}/${whom.id}`);

    const answers = await Promise.all([act(one, other), act(other, one)]);

    expect(
      answers.filter(({ status }) => status < 300),
      attempt,
    ).toHaveLength(1);
    const left = await db
      .selectFrom("workspace_members")
      .select("role")
      .where("workspace_id", "=", id)
      .where("role", "=", "owner")
      .execute();
    expect(left).toHaveLength(1);
  }
});

test("unknown roles, members and workspaces, and keys without a session are refused", async () => {
  const { ann, id, membersPath } = await aTeam();
  const { body } = await api.call("POST", "/api/v1/api-keys", {
    token: ann.token,
    body: { name: "k", scopes: ["read", "write"] },
  });
  const key = { ...ann, token: body.key };

  expect((await as(ann, "PATCH", `${membersPath}/${ann.id}`, { role: "king" })).status).toBe(422);
  expect((await as(ann, "PATCH", `${membersPath}/${crypto.randomUUID()}`, { role: "viewer" })).body.code).toBe(
    "member-not-found",
  );
  expect((await as(ann, "GET", `/${crypto.randomUUID()}/members`)).body.code).toBe("workspace-not-found");
  expect((await as(key, "GET", membersPath)).status).toBe(200);
  expect((await as(key, "PATCH", `/${id}`, { name: "x" })).body.code).toBe("missing-scope");
});
