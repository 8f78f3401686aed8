import { createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { ensureAdmin } from "./ensure-admin.ts";

const admin = { email: "Admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
let token: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  token = await waitFor(() => signIn(admin), { what: "the administrator to exist" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

async function signIn(account: { email: string; password: string }): Promise<string> {
  const { email, password } = account;
  return (await api.call("POST", "/api/v1/auth/login", { body: { email, password } })).body.access_token;
}
const request = (method: string, path: string, body?: object) =>
  api.call(method, `/api/v1/admin/${path}`, { token, ...(body && { body }) });
const makeLink = (owner: string, original_url = "https://example.com/") =>
  api.call("POST", "/api/v1/urls", { body: { original_url }, token: owner });

test("ADMIN_EMAIL becomes an administrator at the start", async () => {
  const { body } = await api.call("GET", "/api/v1/auth/me", { token });

  expect(body).toMatchObject({ email: admin.email, role: "admin", is_verified: true });
});

test("an account that registered ADMIN_EMAIL first with another password is not promoted", async () => {
  const ann = await api.signUp();
  const again = await startTestApi({
    ADMIN_EMAIL: ann.email,
    ADMIN_PASSWORD: "what the operator chose",
    DATABASE_URL: api.databaseUrl,
  });
  const same = await startTestApi({
    ADMIN_EMAIL: admin.email.toLowerCase(),
    ADMIN_PASSWORD: admin.password,
    DATABASE_URL: api.databaseUrl,
  });
  await again.stop();
  await same.stop();

  expect((await api.call("GET", "/api/v1/auth/me", { token: ann.token })).body.role).toBe("user");
  const { admins } = await db
    .selectFrom("users")
    .select(eb => eb.fn.countAll<number>().as("admins"))
    .where("role", "=", "admin")
    .executeTakeFirstOrThrow();
  expect(admins).toBe(1);
});

test("ADMIN_EMAIL is refused with another password, unless it is an administrator already", async () => {
  const lines: unknown[] = [];
  const log = Object.assign(createLogger("test", "silent"), {
    error: (_fields: object, line: string) => lines.push(line),
  });
  const ann = await api.signUp();

  const changed = await ensureAdmin(db, { email: admin.email, password: "before it was changed" }, log);
  expect([changed, lines]).toEqual([false, []]);
  const foreign = await ensureAdmin(db, { email: ann.email, password: "what the operator chose" }, log);

  expect([foreign, await ensureAdmin(db, admin, log)]).toEqual([false, true]);
  expect(lines).toEqual(["account of ADMIN_EMAIL has another password, not promoted to administrator"]);
});

test("a demoted ADMIN_EMAIL is promoted at the next start, with an audit log entry", async () => {
  const ann = await api.signUp();
  const start = async () => {
    const settings = { ADMIN_EMAIL: ann.email, ADMIN_PASSWORD: ann.password, DATABASE_URL: api.databaseUrl };
    const again = await startTestApi(settings);
    await waitFor(async () => (await findRole()) === "admin", { what: "the administrator" });
    await again.stop();
  };
  const findRole = async () =>
    (await db.selectFrom("users").select("role").where("id", "=", ann.id).executeTakeFirstOrThrow()).role;
  const entries = async () =>
    (await request("GET", "audit?size=100")).body.items.filter(
      (entry: { subject_id: string; details: object }) =>
        entry.subject_id === ann.id && "reason" in entry.details && entry.details.reason === "ADMIN_EMAIL",
    );
  await start();
  expect(await entries()).toHaveLength(1);
  expect((await request("PATCH", `users/${ann.id}`, { role: "user" })).status).toBe(200);

  await start();

  expect(await entries()).toHaveLength(2);
  await request("PATCH", `users/${ann.id}`, { role: "user" });
});

test.each([
  ["GET", "users"],
  ["PATCH", "users/01a1fb6f-b333-7117-b1e7-8f91c9f609cf"],
  ["DELETE", "users/01a1fb6f-b333-7117-b1e7-8f91c9f609cf"],
  ["DELETE", "users/01a1fb6f-b333-7117-b1e7-8f91c9f609cf/totp"],
  ["GET", "urls"],
  ["PATCH", "urls/01a1fb6f-b333-7117-b1e7-8f91c9f609cf"],
  ["GET", "blocked-hosts"],
  ["POST", "blocked-hosts"],
  ["DELETE", "blocked-hosts/example.com"],
  ["GET", "audit"],
])("%s %s is for administrators only", async (method, path) => {
  const { token: user } = await api.signUp();

  const anonymous = await api.call(method, `/api/v1/admin/${path}`);
  const answer = await api.call(method, `/api/v1/admin/${path}`, { token: user });

  expect([anonymous.status, answer.status, answer.body.code]).toEqual([401, 403, "admin-only"]);
});

test("GET /admin/users pages through accounts, newest first, and searches them", async () => {
  const [first, second] = [await api.signUp(), await api.signUp()];
  await makeLink(second.token);

  const page = await request("GET", "users?size=1");
  const next = await request("GET", `users?size=1&after=${page.body.next_after}`);
  const found = await request("GET", `users?search=${first.email.slice(0, 20).toUpperCase()}`);

  expect(page.body.items).toMatchObject([{ id: second.id, email: second.email, link_count: 1 }]);
  expect(next.body.items).toMatchObject([{ id: first.id }]);
  expect(found.body).toMatchObject({ items: [{ id: first.id }], next_after: null });
  expect(JSON.stringify(page.body)).not.toContain("argon2");
});

test("a disabled account loses all its sessions at once, and can sign in again when enabled", async () => {
  const ann = await api.signUp();

  const disabled = await request("PATCH", `users/${ann.id}`, { is_active: false });

  expect(disabled).toMatchObject({ status: 200, body: { id: ann.id, is_active: false } });
  expect((await api.call("GET", "/api/v1/auth/me", { token: ann.token })).status).toBe(401);
  expect(await signIn(ann)).toBeUndefined();
  await request("PATCH", `users/${ann.id}`, { is_active: true });
  expect((await api.call("GET", "/api/v1/auth/me", { token: ann.token })).status).toBe(401);
  expect(await signIn(ann)).toBeDefined();
});

test("PATCH /admin/users/:id refuses the caller's own account and unknown accounts", async () => {
  const { body: me } = await api.call("GET", "/api/v1/auth/me", { token });

  expect((await request("PATCH", `users/${me.id}`, { is_active: false })).body.code).toBe("own-account");
  expect((await request("PATCH", `users/${crypto.randomUUID()}`, { is_active: false })).body.code).toBe(
    "user-not-found",
  );
  expect((await request("PATCH", `users/${me.id}`, {})).status).toBe(422);
});

test("blocking and unblocking a link each give it a new version", async () => {
  const { token: owner } = await api.signUp();
  const { body: link } = await makeLink(owner, "https://phish.example/login");
  const version = async () =>
    (await db.selectFrom("links").select("version").where("id", "=", link.id).executeTakeFirstOrThrow()).version;
  const before = await version();
  const found = async () => (await request("GET", "urls?search=phish.example")).body.items;

  expect(await found()).toMatchObject([{ id: link.id, is_blocked: false }]);
  expect((await request("PATCH", `urls/${link.id}`, { is_blocked: true, reason: "phishing" })).status).toBe(204);
  expect(await found()).toMatchObject([{ id: link.id, is_blocked: true }]);
  expect(await version()).toBeGreaterThan(before);
  await request("PATCH", `urls/${link.id}`, { is_blocked: false });
  expect(await found()).toMatchObject([{ id: link.id, is_blocked: false }]);
  expect((await request("PATCH", `urls/${crypto.randomUUID()}`, { is_blocked: true })).body.code).toBe(
    "link-not-found",
  );
});

test("a card with a picture on a blocked host is refused, and one with a picture of this service is not", async () => {
  const { token: owner } = await api.signUp();
  await request("POST", "blocked-hosts", { host: "ugly.example" });
  const makeWith = (image_url: string) => {
    const body = { original_url: "https://example.com/", card: { title: "Sale", image_url } };
    return api.call("POST", "/api/v1/urls", { body, token: owner });
  };

  expect((await makeWith("https://img.ugly.example/a.png")).body).toMatchObject({
    code: "target-refused",
    errors: [{ pointer: "/card/image_url", detail: "must not be on this host" }],
  });
  expect((await makeWith("http://localhost:8001/api/v1/media/a.png")).status).toBe(201);
  await request("DELETE", "blocked-hosts/ugly.example");
});

test("links to a blocked host or its subdomains are refused until it is unblocked", async () => {
  const { token: owner } = await api.signUp();
  const { body: link } = await makeLink(owner);
  const statuses = async () => {
    const urls = ["https://bad.example/", "https://a.b.BAD.example./x", "https://notbad.example/"];
    return Promise.all(urls.map(async url => (await makeLink(owner, url)).status));
  };

  expect((await request("POST", "blocked-hosts", { host: "Bad.example.", reason: "malware" })).status).toBe(200);
  expect(await statuses()).toEqual([422, 422, 201]);
  const change = { body: { fallback_url: "https://bad.example/" }, token: owner };
  expect((await api.call("PATCH", `/api/v1/urls/${link.id}`, change)).body.code).toBe("target-refused");
  expect((await request("GET", "blocked-hosts")).body.items).toMatchObject([
    { host: "bad.example", reason: "malware" },
  ]);
  expect((await request("DELETE", "blocked-hosts/bad.example")).status).toBe(200);
  expect((await request("DELETE", "blocked-hosts/bad.example")).body.code).toBe("host-not-blocked");
  expect(await statuses()).toEqual([201, 201, 201]);
});

test("blocking a host blocks its links; unblocking it restores those that nothing else blocks", async () => {
  const { token: owner, id: ownerId } = await api.signUp();
  const targets = [
    "https://evil.example/",
    "http://www.Evil.example:8080/path",
    "https://evil.example./",
    "https://notevil.example/",
    "https://good.example/?to=https://evil.example/",
    "https://evil.example.good.example/",
  ];
  const made = await Promise.all(targets.map(async target => (await makeLink(owner, target)).body));
  const { body: falling } = await makeLink(owner, "https://good.example/");
  const change = { body: { fallback_url: "https://sub.evil.example/x" }, token: owner };
  await api.call("PATCH", `/api/v1/urls/${falling.id}`, change);
  const down = async () => {
    const { body } = await request("GET", `urls?owner_id=${ownerId}`);
    return body.items.filter((link: { is_blocked: boolean }) => link.is_blocked).map(({ id }: { id: string }) => id);
  };
  const ids = (...positions: number[]) => positions.map(i => made[i].id);
  await request("PATCH", `urls/${made[1].id}`, { is_blocked: true });

  expect((await request("POST", "blocked-hosts", { host: "evil.example" })).body).toEqual({ links: 3 });
  expect((await down()).sort()).toEqual([...ids(0, 1, 2), falling.id].sort());
  expect((await request("POST", "blocked-hosts", { host: "evil.example" })).body).toEqual({ links: 0 });
  await request("POST", "blocked-hosts", { host: "example" });
  expect((await request("DELETE", "blocked-hosts/evil.example")).body).toEqual({ links: 0 });
  expect(await down()).toEqual(expect.arrayContaining(ids(0, 1, 2, 3)));

  await request("DELETE", "blocked-hosts/example");
  expect(await down()).toEqual(ids(1));
});

test.each(["", "a b", "https://bad.example", "bad.example/x", "bad.example:80"])(
  "POST /admin/blocked-hosts refuses %j",
  async host => {
    expect((await request("POST", "blocked-hosts", { host })).status).toBe(422);
  },
);

test("administrators' actions are written to the audit log", async () => {
  const ann = await api.signUp();
  await request("PATCH", `users/${ann.id}`, { role: "admin" });
  await request("POST", "blocked-hosts", { host: "logged.example" });

  const { body } = await request("GET", "audit?size=2");

  const { body: me } = await api.call("GET", "/api/v1/auth/me", { token });
  expect(body.items).toMatchObject([
    { actor_id: me.id, action: "host.blocked", details: { host: "logged.example" } },
    { actor_id: me.id, action: "account.changed", subject_id: ann.id, details: { role: "admin" } },
  ]);
  const first = await api.client(token).listAudit({ query: { size: 1 } });
  const next = await api.client(token).listAudit({ query: { size: 1, cursor: first.next_cursor ?? "" } });
  expect([first, next]).toMatchObject([{ items: [{ id: body.items[0].id }] }, { items: [{ id: body.items[1].id }] }]);
  expect(first.next_after).toBe(first.next_cursor);
});

test("the audit log is filtered by account, subject, action, kind of action and time", async () => {
  const ann = await api.signUp();
  await request("PATCH", `users/${ann.id}`, { is_active: false });
  await request("POST", "blocked-hosts", { host: "filtered.example" });
  const { body: me } = await api.call("GET", "/api/v1/auth/me", { token });
  const actionsOf = async (query: string) => {
    const { body } = await request("GET", `audit?size=100&${query}`);
    return (body.items as { action: string }[]).map(({ action }) => action);
  };

  expect(await actionsOf(`subject_id=${ann.id}`)).toEqual(["account.changed"]);
  expect(new Set(await actionsOf("action=host.blocked"))).toEqual(new Set(["host.blocked"]));
  expect(await actionsOf(`action=account&subject_id=${ann.id}`)).toEqual(["account.changed"]);
  expect(await actionsOf(`action=host&subject_id=${ann.id}`)).toEqual([]);
  expect((await actionsOf(`actor_id=${me.id}`))[0]).toBe("host.blocked");
  expect(await actionsOf(`actor_id=${ann.id}`)).toEqual([]);
  expect(await actionsOf("to=2020-01-01T00:00:00Z")).toEqual([]);
  expect((await actionsOf("from=2020-01-01T00:00:00Z"))[0]).toBe("host.blocked");
  expect((await request("GET", "audit?action=%25")).status).toBe(422);
  const { body } = await request("GET", "audit?action=host.blocked&size=1");
  expect(body.items[0].actor_email).toBe(me.email);
  const { body: about } = await request("GET", `audit?subject_id=${ann.id}`);
  expect(about.items[0].subject_email).toBe(ann.email);
});

test("accounts are filtered by role and by whether they are disabled, links by whether they are blocked or unsafe", async () => {
  const ann = await api.signUp();
  const idsOf = async (path: string) => {
    const { body } = await request("GET", path);
    return (body.items as { id: string }[]).map(({ id }) => id);
  };
  await request("PATCH", `users/${ann.id}`, { is_active: false });
  expect(await idsOf("users?is_active=false")).toContain(ann.id);
  expect(await idsOf("users?is_active=true&size=100")).not.toContain(ann.id);
  expect(await idsOf("users?role=admin&size=100")).not.toContain(ann.id);

  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/" },
    token,
  });
  expect(await idsOf("urls?is_blocked=true")).not.toContain(link.id);
  await request("PATCH", `urls/${link.id}`, { is_blocked: true, is_unsafe: true });
  expect(await idsOf("urls?is_blocked=true&is_unsafe=true")).toContain(link.id);
  expect(await idsOf("urls?is_blocked=false&size=100")).not.toContain(link.id);
});

test("moderating a code on a domain that does not exist answers 404, as the operation lists", async () => {
  const answer = await request("PATCH", "urls/anything?domain=nowhere.example", { is_blocked: true });

  expect(answer).toMatchObject({ status: 404, body: { code: "domain-not-found" } });
});
