import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

const limit = 2;
let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({ WORKSPACE_LIMIT: String(limit), CODE_QUARANTINE_DAYS: "30" });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const path = "/api/v1/workspaces";
const urls = "/api/v1/urls";
const original_url = "https://example.com/";
type Person = Awaited<ReturnType<TestApi["signUp"]>>;
type Role = "owner" | "admin" | "editor" | "viewer";
const call = (who: { token: string } | undefined, method: string, below: string, body?: object): Promise<Answer> =>
  api.call(method, below, { ...(who && { token: who.token }), ...(body && { body }) });

const create = (who: Person, name = "Marketing") => call(who, "POST", path, { name });
const remove = (who: { token: string }, id: string) => call(who, "DELETE", `${path}/${id}`);

async function aWorkspace() {
  const ann = await api.signUp();
  const id: string = (await create(ann)).body.id;
  const join = async (role: Role): Promise<Person> => {
    const person = await api.signUp();
    await db.insertInto("workspace_members").values({ workspace_id: id, user_id: person.id, role }).execute();
    return person;
  };
  const makeLink = async (who = ann, fields: object = {}) =>
    (await call(who, "POST", urls, { original_url, workspace_id: id, ...fields })).body;
  return { ann, id, join, makeLink };
}

const auditOf = (id: string) =>
  db
    .selectFrom("audit_log")
    .select(["actor_id", "action", "details"])
    .where("subject_id", "=", id)
    .orderBy("created_at")
    .execute();

test("POST /workspaces creates a workspace that the account owns", async () => {
  const ann = await api.signUp();

  const { status, headers, body } = await create(ann, " Marketing ");

  expect(status).toBe(201);
  expect(body).toMatchObject({ name: "Marketing", role: "owner", is_personal: false, member_count: 1 });
  expect((await call(ann, "GET", headers.get("location") ?? "")).body).toEqual(body);
  const items = (await call(ann, "GET", path)).body.items;
  expect(items.map((each: { name: string }) => each.name)).toEqual(["Personal", "Marketing"]);
  const link = await call(ann, "POST", urls, { original_url, workspace_id: body.id });
  expect(link).toMatchObject({ status: 201, body: { workspace_id: body.id } });
  expect(await auditOf(body.id)).toEqual([
    { actor_id: ann.id, action: "workspace.created", details: { name: "Marketing" } },
  ]);
});

test.each([[{}], [{ name: " " }], [{ name: "x".repeat(101) }], [{ name: "x", role: "owner" }]])(
  "POST /workspaces refuses %j",
  async body => {
    const ann = await api.signUp();

    expect((await call(ann, "POST", path, body)).status).toBe(422);
    expect((await call(ann, "GET", path)).body.items).toHaveLength(1);
  },
);

test("creating and deleting workspaces need a session", async () => {
  const { ann, id } = await aWorkspace();
  const { key } = (await call(ann, "POST", "/api/v1/api-keys", { name: "k", scopes: ["read", "write"] })).body;

  for (const who of [undefined, { token: key }]) {
    const status = who ? 403 : 401;
    expect((await call(who, "POST", path, { name: "x" })).status).toBe(status);
    expect((await call(who, "DELETE", `${path}/${id}`)).status).toBe(status);
  }
  expect((await call(ann, "GET", path)).body.items).toHaveLength(2);
});

test("an account owns a limited number of workspaces, also when it creates several at once", async () => {
  const ann = await api.signUp();

  const answers = await Promise.all(Array.from({ length: limit + 2 }, () => create(ann)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(limit);
  const refused = answers.find(({ status }) => status !== 201);
  expect(refused?.body).toMatchObject({ code: "too-many-workspaces", status: 409 });
  expect(refused?.body.detail).toContain(`${limit} workspaces`);
  const made = answers.find(({ status }) => status === 201);
  expect((await remove(ann, made?.body.id)).status).toBe(204);
  expect((await create(ann)).status).toBe(201);
});

const promote = (owner: Person, id: string, who: Person) =>
  call(owner, "PATCH", `${path}/${id}/members/${who.id}`, { role: "owner" });

/** Invites the person as an owner. Returns a function that accepts. */
async function inviteAsOwner(owner: Person, id: string, who: Person): Promise<() => Promise<Answer>> {
  const { body } = await call(owner, "POST", `${path}/${id}/invitations`, { email: who.email, role: "owner" });
  const token = new URL(body.url).searchParams.get("token");
  return () => call(who, "POST", `/api/v1/invitations/${token}/accept`);
}

const ownedBy = async (who: Person): Promise<number> =>
  (await call(who, "GET", path)).body.items.filter(
    (each: { role: Role; is_personal: boolean }) => each.role === "owner" && !each.is_personal,
  ).length;

test("an account at its limit does not become an owner by a role, until it leaves a workspace", async () => {
  const { ann, id, join } = await aWorkspace();
  const bob = await join("editor");
  const [own] = [await create(bob), await create(bob)];

  const refused = await promote(ann, id, bob);

  expect(refused.body).toMatchObject({ code: "too-many-workspaces", detail: expect.stringContaining("This member") });
  expect((await call(bob, "GET", `${path}/${id}`)).body.role).toBe("editor");
  await remove(bob, own.body.id);
  expect((await promote(ann, id, bob)).body.role).toBe("owner");
});

test("an account at its limit cannot accept an invitation as an owner, which stays open", async () => {
  const { ann, id } = await aWorkspace();
  const bob = await api.signUp();
  const [own] = [await create(bob), await create(bob)];
  const accept = await inviteAsOwner(ann, id, bob);

  expect((await accept()).body).toMatchObject({ code: "too-many-workspaces", detail: expect.stringContaining("You") });

  expect((await call(bob, "GET", `${path}/${id}`)).status).toBe(404);
  await remove(bob, own.body.id);
  expect((await accept()).body).toMatchObject({ id, role: "owner" });
});

test("an account at its limit becomes an owner of a personal workspace, which does not count", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  for (let i = 0; i < limit; i++) await create(bob);
  const { id } = (await call(ann, "GET", path)).body.items[0];

  const accept = await inviteAsOwner(ann, id, bob);

  expect((await accept()).body.role).toBe("owner");
});

test("an account that creates, accepts and is promoted at the same time does not exceed the limit", async () => {
  for (let round = 0; round < 4; round++) {
    const bob = await api.signUp();
    const teams = await Promise.all([aWorkspace(), aWorkspace(), aWorkspace(), aWorkspace()]);
    const ways = await Promise.all(
      teams.map(async ({ ann, id }, i) => {
        if (i % 2 === 0) return inviteAsOwner(ann, id, bob);
        await db.insertInto("workspace_members").values({ workspace_id: id, user_id: bob.id, role: "admin" }).execute();
        return () => promote(ann, id, bob);
      }),
    );

    const answers = await Promise.all([...ways, () => create(bob), () => create(bob)].map(way => way()));

    const codes = answers.map(({ status, body }) => body.code ?? status);
    expect(codes.filter(code => code === 200 || code === 201)).toHaveLength(limit);
    expect(codes.filter(code => code === "too-many-workspaces")).toHaveLength(answers.length - limit);
    expect(await ownedBy(bob)).toBe(limit);
  }
});

test("two owners who promote each other at the same time do not wait for each other forever", async () => {
  const [one, other] = [await aWorkspace(), await aWorkspace()];
  for (const [{ id }, { ann }] of [
    [one, other],
    [other, one],
  ] as const)
    await db.insertInto("workspace_members").values({ workspace_id: id, user_id: ann.id, role: "viewer" }).execute();

  const answers = await Promise.all([promote(one.ann, one.id, other.ann), promote(other.ann, other.id, one.ann)]);

  expect(answers.map(({ body }) => body.role)).toEqual(["owner", "owner"]);
});

test("an administrator who deletes an owner hands over also to a member at the limit", async () => {
  const { ann, id, join } = await aWorkspace();
  const bob = await join("editor");
  for (let i = 0; i < limit; i++) await create(bob);
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();

  expect((await call(administrator, "DELETE", `/api/v1/admin/users/${ann.id}`)).status).toBe(204);

  expect((await call(bob, "GET", `${path}/${id}`)).body.role).toBe("owner");
  expect((await create(bob)).body.code).toBe("too-many-workspaces");
});

test("workspaces of others and the personal one do not count", async () => {
  const ann = await api.signUp();
  for (let i = 0; i < limit + 1; i++) {
    const { id } = await aWorkspace();
    await db.insertInto("workspace_members").values({ workspace_id: id, user_id: ann.id, role: "admin" }).execute();
  }

  expect((await create(ann)).status).toBe(201);
});

test("with a limit of 0, none can be created, and existing ones still change their owners", async () => {
  const { ann, id, join } = await aWorkspace();
  const bob = await join("editor");
  const closed = await startTestApi({ WORKSPACE_LIMIT: "0", DATABASE_URL: api.databaseUrl });
  try {
    const { body } = await closed.call("POST", path, { token: ann.token, body: { name: "x" } });
    expect(body).toMatchObject({ code: "too-many-workspaces", detail: expect.stringContaining("cannot be created") });
    const of = `${path}/${id}/members/${bob.id}`;
    const promoted = await closed.call("PATCH", of, { token: ann.token, body: { role: "owner" } });
    expect(promoted.body.role).toBe("owner");
  } finally {
    await closed.stop();
  }
});

test.each<[Role | "stranger", number]>([
  ["owner", 204],
  ["admin", 403],
  ["editor", 403],
  ["viewer", 403],
  ["stranger", 404],
])("a person with the role %s gets %s for deleting a workspace", async (role, status) => {
  const { ann, id, join } = await aWorkspace();
  const who = role === "stranger" ? await api.signUp() : await join(role);

  expect((await remove(who, id)).status).toBe(status);

  expect((await call(ann, "GET", `${path}/${id}`)).status).toBe(status === 204 ? 404 : 200);
});

test("DELETE /workspaces/{id} deletes what belongs to the workspace, and ends the access of its members", async () => {
  const { ann, id, join, makeLink } = await aWorkspace();
  const editor = await join("editor");
  const link = await makeLink(editor, { tags: ["one"], folder: "two" });
  await call(ann, "POST", "/api/v1/utm-templates", { name: "Mail", utm_source: "mail", workspace_id: id });
  await call(ann, "POST", `${path}/${id}/invitations`, { email: "someone@example.com" });
  await call(ann, "POST", "/api/v1/shared-views", { name: "One", tag: "one", workspace_id: id });
  await call(editor, "DELETE", `${urls}/${link.id}`);

  expect((await remove(ann, id)).status).toBe(204);

  for (const who of [ann, editor]) {
    expect((await call(who, "GET", `${path}/${id}`)).status).toBe(404);
    expect((await call(who, "POST", urls, { original_url, workspace_id: id })).body.code).toBe("workspace-not-found");
  }
  const tables = ["tags", "folders", "utm_templates", "workspace_invitations", "shared_views", "workspace_members"];
  for (const table of tables as "tags"[])
    expect(await db.selectFrom(table).select("workspace_id").where("workspace_id", "=", id).execute(), table).toEqual(
      [],
    );
  expect((await auditOf(id)).at(-1)).toEqual({
    actor_id: ann.id,
    action: "workspace.deleted",
    details: { name: "Marketing", members: 2 },
  });
  expect((await remove(ann, id)).body.code).toBe("workspace-not-found");
});

test("a workspace with links or domains is kept, and the answer says what is left", async () => {
  const { ann, id, join, makeLink } = await aWorkspace();
  const host = `${crypto.randomUUID()}.example.com`;
  await db.insertInto("domains").values({ host, workspace_id: id }).execute();
  const [first, second] = [await makeLink(), await makeLink(await join("editor"))];
  const detail = async () => (await remove(ann, id)).body;

  expect(await detail()).toMatchObject({
    code: "workspace-in-use",
    detail: expect.stringContaining("2 links and 1 domain."),
  });
  await call(ann, "DELETE", `${urls}/${first.id}`);
  await call(ann, "DELETE", `${urls}/${second.id}`);
  expect((await detail()).detail).toBe("The workspace still has 1 domain. Delete them first");
  expect((await call(ann, "GET", `${path}/${id}`)).body.member_count).toBe(2);
  expect((await call(ann, "DELETE", `/api/v1/domains/${host}`)).status).toBe(204);
  expect((await remove(ann, id)).status).toBe(204);
});

test("codes that the workspace freed stay in quarantine after it is deleted", async () => {
  const { ann, id, makeLink } = await aWorkspace();
  const code = `kept-${crypto.randomUUID().slice(0, 8)}`;
  const link = await makeLink(ann, { short_code: code });
  await call(ann, "DELETE", `${urls}/${link.id}`);

  expect((await remove(ann, id)).status).toBe(204);

  expect((await call(ann, "POST", urls, { original_url, short_code: code })).body.code).toBe("alias-taken");
});

test("a personal workspace cannot be deleted, not even by another owner", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  const { id } = (await call(ann, "GET", path)).body.items[0];
  await db.insertInto("workspace_members").values({ workspace_id: id, user_id: bob.id, role: "owner" }).execute();

  for (const who of [ann, bob]) expect((await remove(who, id)).body.code).toBe("personal-workspace");

  expect((await call(ann, "GET", path)).body.items).toHaveLength(1);
});

test("a link that is created while its workspace is deleted is refused, or prevents the deletion", async () => {
  for (let round = 0; round < 8; round++) {
    const { ann, id, join } = await aWorkspace();
    const editor = await join("editor");
    const fields = [{}, { tags: ["one"] }][round % 2];
    const links = Array.from({ length: 3 }, () =>
      call(editor, "POST", urls, { original_url, workspace_id: id, ...fields }),
    );

    const [removed, ...made] = await Promise.all([remove(ann, id), ...links]);

    const statuses = made.map(({ status }) => status);
    const isKept = removed.status === 409;
    expect([204, 409]).toContain(removed.status);
    for (const status of statuses) expect([201, 404]).toContain(status);
    if (!isKept) expect(statuses).not.toContain(201);
    const left = await db.selectFrom("links").select("id").where("workspace_id", "=", id).execute();
    expect(left).toHaveLength(statuses.filter(status => status === 201).length);
  }
});

test("nothing can be created in a workspace once its deletion has begun", async () => {
  const { ann, id, join } = await aWorkspace();
  const admin = await join("admin");
  const makers: Record<string, () => Promise<Answer>> = {
    link: () => call(admin, "POST", urls, { original_url, workspace_id: id }),
    tag: () => call(admin, "POST", `/api/v1/tags?workspace_id=${id}`, { name: "one" }),
    template: () => call(admin, "POST", "/api/v1/utm-templates", { name: "x", utm_source: "y", workspace_id: id }),
    domain: () => call(admin, "POST", "/api/v1/domains", { host: "late.example.com", workspace_id: id }),
    webhook: () =>
      call(admin, "POST", "/api/v1/webhooks", {
        url: "https://receiver.example.com/",
        events: ["link.created"],
        workspace_id: id,
      }),
  };
  // Holds what the deletion locks, until all requests have passed their check of the role.
  const held = await db.startTransaction().execute();
  await held.selectFrom("workspaces").select("id").where("id", "=", id).forUpdate().execute();
  const answers = Object.entries(makers).map(async ([what, make]) => [what, (await make()).body.code]);
  await waitForLocks(answers.length);
  await held.deleteFrom("workspaces").where("id", "=", id).execute();
  await held.commit().execute();

  expect(Object.fromEntries(await Promise.all(answers))).toEqual(
    Object.fromEntries(Object.keys(makers).map(what => [what, "workspace-not-found"])),
  );
  expect((await call(ann, "GET", path)).body.items).toHaveLength(1);
});

/** Waits until this many connections of the service wait for a lock. */
async function waitForLocks(count: number): Promise<void> {
  await waitFor(
    async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return (rows[0]?.waiting ?? 0) >= count;
    },
    { what: "requests that wait for the workspace" },
  );
}
