import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

type Person = Awaited<ReturnType<TestApi["signUp"]>>;
type Role = "viewer" | "editor" | "admin" | "owner";

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const host = "team.example.com";

let api: TestApi;
let db: Db;
let owner: Person;
/** The workspace of the owner, in which the others are members. */
let team: string;
beforeAll(async () => {
  api = await startTestApi({ CODE_QUARANTINE_DAYS: "30" });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owner = await api.signUp();
  team = await personalOf(owner);
  await api.addDomain(owner.token, host);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const call = (method: string, path: string, { token }: { token: string }, body?: unknown): Promise<Answer> =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });

async function personalOf(person: Person): Promise<string> {
  const { body } = await call("GET", "/api/v1/workspaces", person);
  return body.items.find((each: { is_personal: boolean }) => each.is_personal).id;
}

async function join(role: Role, workspaceId = team): Promise<Person> {
  const person = await api.signUp();
  await db.insertInto("workspace_members").values({ workspace_id: workspaceId, user_id: person.id, role }).execute();
  return person;
}

const importCsv = (csv: string, { token }: { token: string }, query: string) =>
  api.call("POST", `${urls}/import?${query}`, { body: csv, token, headers: { "content-type": "text/csv" } });

const workspaceOf = async (linkId: string, person: Person = owner) =>
  (await call("GET", `${urls}/${linkId}`, person)).body.workspace_id;

const countLinks = async (workspaceId: string, person: Person = owner) =>
  (await call("GET", `${urls}?workspace_id=${workspaceId}`, person)).body.total;

let count = 0;
const aName = () => `name-${++count}`;

/** Ways to create a link in a workspace, each with the status of its answer or of its only row. */
const ways: Record<
  string,
  (person: { token: string }, workspaceId: string) => Promise<{ status: number; id: string }>
> = {
  "POST /urls": async (person, workspace_id) =>
    toOutcome(await call("POST", urls, person, { original_url, workspace_id })),
  "POST /urls with tags": async (person, workspace_id) =>
    toOutcome(await call("POST", urls, person, { original_url, workspace_id, tags: ["new"] })),
  "PUT /urls/by-external-id": async (person, workspace_id) =>
    toOutcome(await call("PUT", `${urls}/by-external-id/${aName()}`, person, { original_url, workspace_id })),
  "POST /urls/bulk": async (person, workspace_id) =>
    (await call("POST", `${urls}/bulk`, person, [{ original_url, workspace_id }])).body.results[0],
  "POST /urls/import": async (person, workspace_id) => {
    const { status, body } = await importCsv(`original_url\n${original_url}`, person, `workspace_id=${workspace_id}`);
    return status === 200 ? body.results[0] : { status, id: "" };
  },
};
const toOutcome = ({ status, body }: Answer) => ({ status, id: body.id });

describe.each(Object.entries(ways))("%s", (_name, create) => {
  test.each(["editor", "admin", "owner"] as const)("creates a link in the workspace of an %s", async role => {
    const person = await join(role);

    const { status, id } = await create(person, team);

    expect(status).toBe(201);
    expect(await workspaceOf(id)).toBe(team);
    const { owner_id } = (await call("GET", `${urls}/${id}`, owner)).body;
    expect(owner_id).toBe(person.id);
  });

  test("is forbidden for a viewer, and creates nothing", async () => {
    const viewer = await join("viewer");
    const before = await countLinks(team);

    expect((await create(viewer, team)).status).toBe(403);
    expect(await countLinks(team)).toBe(before);
    expect(await countLinks(await personalOf(viewer), viewer)).toBe(0);
  });

  test.each([
    ["another's workspace", () => team],
    ["a workspace that does not exist", () => crypto.randomUUID()],
  ])("does not find %s", async (_what, toWorkspace) => {
    const stranger = await api.signUp();
    const before = await countLinks(team);

    expect((await create(stranger, toWorkspace())).status).toBe(404);
    expect(await countLinks(team)).toBe(before);
    expect(await countLinks(await personalOf(stranger), stranger)).toBe(0);
  });

  test("does not find the workspace of links without an account", async () => {
    const { body } = await api.call("POST", urls, { body: { original_url } });
    const { workspace_id } = await db
      .selectFrom("links")
      .select("workspace_id")
      .where("id", "=", body.id)
      .executeTakeFirstOrThrow();

    expect(body.workspace_id).toBeNull();
    expect((await create(owner, workspace_id)).status).toBe(404);
  });

  test("refuses a workspace that is no UUID", async () => {
    expect((await create(owner, "team")).status).toBe(422);
  });

  test("stops with the role", async () => {
    const person = await join("editor");
    const row = db.updateTable("workspace_members").where("user_id", "=", person.id).where("workspace_id", "=", team);
    expect((await create(person, team)).status).toBe(201);

    await row.set({ role: "viewer" }).execute();
    expect((await create(person, team)).status).toBe(403);

    await db
      .deleteFrom("workspace_members")
      .where("user_id", "=", person.id)
      .where("workspace_id", "=", team)
      .execute();
    expect((await create(person, team)).status).toBe(404);
  });

  test("obeys the domains of an API key", async () => {
    const person = await join("editor");
    const own = `${aName()}.example.com`;
    await api.addDomain(person.token, own);
    await call("PATCH", `/api/v1/domains/${own}`, person, { is_default: true });
    const { key } = (await call("POST", "/api/v1/api-keys", person, { name: "k", scopes: ["write"], domains: [own] }))
      .body;

    expect((await create({ token: key }, team)).status).toBe(403);
    expect((await create({ token: key }, await personalOf(person))).status).toBe(201);
  });
});

test("a link without a workspace_id goes to the personal workspace", async () => {
  const person = await join("admin");

  const { body } = await call("POST", urls, person, { original_url });

  expect(body.workspace_id).toBe(await personalOf(person));
});

test("a malformed workspace_id is refused at its pointer", async () => {
  for (const workspace_id of ["team", 7, null, ""]) {
    const { status, body } = await call("POST", urls, owner, { original_url, workspace_id });

    expect([status, body.errors?.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ["/workspace_id"]]);
  }
});

test("a workspace needs an account", async () => {
  const { status, body } = await api.call("POST", urls, { body: { original_url, workspace_id: team } });

  expect([status, body.errors?.[0].pointer]).toEqual([422, "/workspace_id"]);
});

test("strangers see no workspace of a public link", async () => {
  const { body } = await call("POST", urls, owner, { original_url, workspace_id: team });

  expect(await workspaceOf(body.id, await api.signUp())).toBeNull();
});

test("tags and folders of a new link belong to its workspace", async () => {
  const person = await join("editor");
  const [tag, folder] = [aName(), aName()];
  await call("POST", "/api/v1/tags", owner, { name: tag.toUpperCase() });

  const { body } = await call("POST", urls, person, { original_url, workspace_id: team, tags: [tag], folder });

  expect(body).toMatchObject({ tags: [tag.toUpperCase()], folder });
  for (const path of [`tags/${tag}`, `folders/${folder}`]) {
    expect((await call("GET", `/api/v1/${path}?workspace_id=${team}`, person)).body.link_count).toBe(1);
    expect((await call("GET", `/api/v1/${path}`, person)).status).toBe(404);
  }
});

test("a new link takes the domains of its workspace, and its default domain", async () => {
  const person = await join("editor");
  const own = `${aName()}.example.com`;
  await api.addDomain(person.token, own);
  await call("PATCH", `/api/v1/domains/${host}`, owner, { is_default: true });
  const create = (fields: object) => call("POST", urls, person, { original_url, workspace_id: team, ...fields });

  const [byDefault, shared, others] = [await create({}), await create({ domain: null }), await create({ domain: own })];
  const personal = await call("POST", urls, person, { original_url, domain: host });
  await call("PATCH", `/api/v1/domains/${host}`, owner, { is_default: false });

  expect([byDefault.body.domain, shared.body.domain]).toEqual([host, null]);
  expect([others.body.code, personal.body.code]).toEqual(["domain-not-found", "domain-not-found"]);
});

test("an API key for the shared domain creates links of the team there, and on no other domain", async () => {
  const person = await join("editor");
  const scopes = ["read", "write"];
  const { key } = (await call("POST", "/api/v1/api-keys", person, { name: "k", scopes, domains: [null] })).body;
  const create = (domain: string | null) =>
    call("POST", urls, { token: key }, { original_url, workspace_id: team, domain });

  const [shared, ofTeam] = [await create(null), await create(host)];

  expect(shared).toMatchObject({ status: 201, body: { workspace_id: team } });
  expect(ofTeam.body.code).toBe("domain-not-found");
});

test("a new link takes UTM templates of its workspace only, which members add", async () => {
  const person = await join("editor");
  const name = aName();
  const template = { name, utm_source: "mail", workspace_id: team };
  const create = (fields: object) => call("POST", urls, person, { original_url, utm_template: name, ...fields });

  const added = await call("POST", "/api/v1/utm-templates", person, template);

  expect(added).toMatchObject({ status: 201, body: { workspace_id: team } });
  expect((await create({ workspace_id: team })).body.utm_source).toBe("mail");
  expect((await create({})).body.errors[0].pointer).toBe("/utm_template");
  expect((await call("POST", "/api/v1/utm-templates", await join("viewer"), template)).status).toBe(403);
  expect((await call("POST", "/api/v1/utm-templates", await api.signUp(), template)).status).toBe(404);
});

test("a freed code stays with the workspace that freed it", async () => {
  const person = await join("editor");
  const code = aName();
  const free = async (by: Person, workspace_id: string) => {
    const { body } = await call("POST", urls, by, { original_url, short_code: code, workspace_id });
    await call("DELETE", `${urls}/${body.id}`, by);
    return body.id as string;
  };
  const isFree = async (query: string) =>
    (await call("GET", `${urls}/availability?short_code=${code}${query}`, person)).body.is_available;

  expect(await free(owner, team)).toEqual(expect.any(String));

  expect([await isFree(""), await isFree(`&workspace_id=${team}`)]).toEqual([false, true]);
  expect((await call("POST", urls, person, { original_url, short_code: code })).body.code).toBe("alias-taken");
  expect((await call("POST", urls, person, { original_url, other_codes: [code] })).body.code).toBe("alias-taken");
  expect(await free(person, team)).toEqual(expect.any(String));
  expect(
    (await call("GET", `${urls}/availability?short_code=x-1&workspace_id=${team}`, await api.signUp())).status,
  ).toBe(404);
});

test("external ids and reused links are those of the workspace", async () => {
  const person = await join("editor");
  const [external_id, target] = [aName(), `https://example.com/${aName()}`];
  const inTeam = { original_url: target, workspace_id: team };
  const first = (await call("POST", urls, owner, { ...inTeam, external_id })).body;

  const upserted = await call("PUT", `${urls}/by-external-id/${external_id}`, person, {
    title: "New",
    workspace_id: team,
  });
  const reused = await call("POST", urls, person, { ...inTeam, reuse: true });
  const personal = await call("POST", urls, person, { original_url: target, reuse: true, tags: ["mine"] });
  const found = (query: string) => call("GET", `${urls}/by-external-id/${external_id}${query}`, person);

  expect(upserted).toMatchObject({ status: 200, body: { id: first.id, title: "New", workspace_id: team } });
  expect(reused).toMatchObject({ status: 200, body: { id: first.id } });
  expect(personal.status).toBe(201);
  expect((await call("POST", urls, person, { ...inTeam, external_id })).body.code).toBe("external-id-taken");
  expect((await found(`?workspace_id=${team}`)).body.id).toBe(first.id);
  expect((await found("")).status).toBe(404);
});

test("concurrent members reuse one link to a destination", async () => {
  const people = await Promise.all([join("editor"), join("admin"), owner]);
  const targets = Array.from({ length: 10 }, () => `https://example.com/${aName()}`);

  const made = await Promise.all(
    targets.map(target =>
      Promise.all(
        people.map(async person => {
          const body = { original_url: target, workspace_id: team, reuse: true };
          return (await call("POST", urls, person, body)).body.id;
        }),
      ),
    ),
  );

  expect(made.map(ids => new Set(ids).size)).toEqual(targets.map(() => 1));
});

test("an Idempotency-Key is bound to the workspace", async () => {
  const person = await join("editor");
  const headers = { "idempotency-key": crypto.randomUUID() };
  const create = (body: object) => api.call("POST", urls, { body, token: person.token, headers });

  const first = await create({ original_url, workspace_id: team });
  const again = await create({ original_url, workspace_id: team });
  const personal = await create({ original_url });

  expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
  expect(personal.body.code).toBe("idempotency-key-reused");
  expect(await countLinks(await personalOf(person), person)).toBe(0);
});

test("rows of a bulk request go to their own workspaces, in order", async () => {
  const person = await join("editor");
  const [personal, other] = [await personalOf(person), await personalOf(await api.signUp())];
  const external_id = aName();
  const wanted = [team, undefined, other, team, personal, "no", team];
  const rows = wanted.map((workspace_id, i) => ({
    original_url: `https://example.com/${i}`,
    ...(workspace_id !== undefined && { workspace_id }),
    ...(i > 4 && { external_id }),
  }));

  const { body } = await call("POST", `${urls}/bulk`, person, rows);

  const statuses = body.results.map(({ status }: { status: number }) => status);
  expect(statuses).toEqual([201, 201, 404, 201, 201, 422, 201]);
  expect(body.results[2].problem.code).toBe("workspace-not-found");
  const links = await Promise.all(
    [0, 1, 3, 4, 6].map(async i => (await call("GET", `${urls}/${body.results[i].id}`, person)).body),
  );
  expect(links.map(link => [link.original_url, link.workspace_id])).toEqual([
    ["https://example.com/0", team],
    ["https://example.com/1", personal],
    ["https://example.com/3", team],
    ["https://example.com/4", personal],
    ["https://example.com/6", team],
  ]);
});

test("a workspace that a file names in a column does not count", async () => {
  const person = await join("editor");
  const csv = `original_url,workspace_id\n${original_url},${team}`;

  const { body } = await importCsv(csv, person, "");

  expect(await workspaceOf(body.results[0].id, person)).toBe(await personalOf(person));
});

test("an import takes the domains of its workspace for former short URLs", async () => {
  const person = await join("editor");
  const code = aName();
  const csv = `original_url,short_url\n${original_url},https://${host}/${code}`;

  const tried = await importCsv(csv, person, `workspace_id=${team}&dry_run=true`);
  const { body } = await importCsv(csv, person, `workspace_id=${team}`);

  expect(tried.body).toMatchObject({ succeeded: 1, unmatched_domains: [] });
  expect(body.results[0]).toMatchObject({ status: 201, domain: host, short_code: code });
});

test("webhooks of the workspace get the new link, those of its creator do not", async () => {
  const person = await join("editor");
  for (const each of [owner, person])
    await call("POST", "/api/v1/webhooks", each, { url: "https://receiver.example.com/", events: ["link.created"] });

  const { body } = await call("POST", urls, person, { original_url, workspace_id: team });

  const events = await db
    .selectFrom("webhook_events")
    .select(["workspace_id", "payload"])
    .where("workspace_id", "in", [team, await personalOf(person)])
    .execute();
  const ofLink = events.filter(({ payload }) => JSON.stringify(payload).includes(body.id));
  expect(ofLink.map(({ workspace_id }) => workspace_id)).toEqual([team]);
});

test("a link stays in the workspace when the account of its creator is deleted", async () => {
  const person = await join("editor");
  const { body } = await call("POST", urls, person, { original_url, workspace_id: team });

  await call("DELETE", "/api/v1/auth/me", person, { password: person.password });

  const left = await call("GET", `${urls}/${body.id}`, owner);
  expect(left).toMatchObject({ status: 200, body: { workspace_id: team, owner_id: null } });
});

test("once the creator has left the workspace, its owners get the notice of a block instead", async () => {
  const [member, former, deleted] = [await join("editor"), await join("editor"), await join("editor")];
  const create = async (person: Person) =>
    (await call("POST", urls, person, { original_url: "https://blocked.example/", workspace_id: team })).body.id;
  const [ofMember, ofFormer, ofDeleted] = [await create(member), await create(former), await create(deleted)];
  await call("DELETE", `/api/v1/workspaces/${team}/members/${former.id}`, owner);
  await call("DELETE", "/api/v1/auth/me", deleted, { password: deleted.password });
  const administrator = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", administrator.id).execute();

  await call("POST", "/api/v1/admin/blocked-hosts", administrator, { host: "blocked.example", reason: "Phishing" });

  const recipientsOf = async (linkId: string) => {
    const rows = await db.selectFrom("link_notices").select("user_id").where("link_id", "=", linkId).execute();
    return rows.map(({ user_id }) => user_id).sort();
  };
  const { items } = (await call("GET", `/api/v1/workspaces/${team}/members`, owner)).body;
  const owners = items.flatMap(({ role, user_id }: { role: Role; user_id: string }) =>
    role === "owner" ? user_id : [],
  );
  expect(owners).toContain(owner.id);
  expect(await recipientsOf(ofMember)).toEqual([member.id]);
  expect(await recipientsOf(ofFormer)).toEqual(owners.sort());
  expect(await recipientsOf(ofDeleted)).toEqual(owners.sort());
});
