import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf } from "../testing/codes-of.ts";
import { befriend, createPeople, friendsOf, requestsOf, send, type TestPerson } from "../testing/make-people.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const people = createPeople(() => api);
const remove = (person: TestPerson, body: object = { password: person.password }) =>
  person.request("DELETE", "/v1/auth/me", body);
const makeLink = (person: TestPerson, fields: object = {}) =>
  person.request("POST", "/v1/urls", { original_url: "https://example.com/", ...fields });
const promote = ({ id }: TestPerson) => db.updateTable("users").set({ role: "admin" }).where("id", "=", id).execute();

async function findTraces(id: string): Promise<string[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_schema || '.' || table_name as table, column_name as column from information_schema.columns
    where data_type = 'uuid' and table_schema in ('public', 'social')`.execute(db);
  const traces: string[] = [];
  for (const { table, column } of rows) {
    const found = await sql`select from ${sql.table(table)} where ${sql.ref(column)} = ${id} limit 1`.execute(db);
    if (found.rows.length > 0) traces.push(`${table}.${column}`);
  }
  return traces;
}

/** Links whose clicks the worker has yet to delete. */
async function findForgotten(linkIds: readonly string[]): Promise<unknown[]> {
  const { rows } = await sql`select from forgotten_clicks where link_id = any(${linkIds}::uuid[])`.execute(db);
  return rows;
}

async function makePost({ id: author_id }: TestPerson): Promise<string> {
  const id = randomUUID();
  const post = { id, author_id, content: "Hello", visibility: "public" as const, media_url: null, media_id: null };
  await db.insertInto("social.posts").values(post).execute();
  return id;
}

async function react(postId: string, person: TestPerson): Promise<void> {
  await db.insertInto("social.likes").values({ post_id: postId, user_id: person.id }).execute();
  const comment = { id: randomUUID(), post_id: postId, author_id: person.id, content: "Nice" };
  await db.insertInto("social.comments").values(comment).execute();
}

async function withEverything() {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  const { body: link } = await makeLink(ann, { tags: ["one"], external_id: "1" });
  await ann.request("PATCH", `/v1/urls/${link.id}`, { original_url: "https://example.com/2" });
  const domain = `${randomUUID()}.example`;
  await api.addDomain(ann.token, domain);
  await ann.request("PATCH", `/v1/domains/${domain}`, { is_default: true });
  await makeLink(ann, { domain });
  await ann.request("POST", "/v1/domains", { host: `${randomUUID()}.example` });
  await ann.request("POST", "/v1/api-keys", { name: "key", scopes: ["read"] });
  await ann.request("POST", "/v1/webhooks", { url: "https://93.184.216.34/", events: ["link.created"] });
  await ann.request("POST", "/v1/utm-templates", { name: "Newsletter", utm_source: "mail" });
  await makeLink(ann);
  await ann.request("POST", "/v1/auth/forgot-password", { email: ann.email });
  await befriend(ann, bob);
  await send(cleo, ann);
  await ann.request("PUT", `/blocked/${cleo.id}`);
  const [own, another] = [await makePost(ann), await makePost(bob)];
  await Promise.all([react(own, bob), react(another, ann), react(another, bob)]);
  const media = { id: randomUUID(), owner_id: ann.id, media_type: "image/png", bytes: 1, width: 1, height: 1 };
  await db.insertInto("social.media").values(media).execute();
  return { ann, bob, cleo, link, media, post: another };
}

test("DELETE /auth/me removes every trace of the account and frees its e-mail address and username", async () => {
  const { ann, bob, cleo, link, media, post } = await withEverything();
  const workspace = await db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", ann.id)
    .executeTakeFirstOrThrow();
  const domains = (await ann.request("GET", "/v1/domains")).body.items;

  expect((await remove(ann)).status).toBe(204);

  expect(await findTraces(ann.id)).toEqual(["public.audit_log.subject_id"]);
  expect(await findTraces(workspace.id)).toEqual([]);
  expect(await findTraces(link.id)).toEqual(["public.forgotten_clicks.link_id"]);
  const hosts = domains.map(({ host }: { host: string }) => host);
  expect(await db.selectFrom("domains").select("host").where("host", "in", hosts).execute()).toEqual([]);
  expect(await db.selectFrom("social.media_removals").select("media_id").execute()).toEqual([{ media_id: media.id }]);
  const counts = db.selectFrom("social.posts").select(["likes", "comments"]).where("id", "=", post);
  expect(await counts.execute()).toEqual([{ likes: 1, comments: 1 }]);
  expect([await friendsOf(bob), await requestsOf(bob), await requestsOf(cleo)]).toEqual([[], [], []]);
  expect((await ann.request("GET", "/v1/auth/me")).status).toBe(401);
  const { email, password, username } = ann;
  expect((await api.call("POST", "/api/login", { body: { email, password } })).status).toBe(401);
  expect((await api.call("POST", "/api/register", { body: { email, password, username } })).status).toBe(201);
});

test("DELETE /auth/me needs a session and the password", async () => {
  const [ann] = await people("ann");
  const { body: key } = await ann.request("POST", "/v1/api-keys", { name: "key", scopes: ["read", "write"] });
  const body = { password: ann.password };

  expect(codesOf([await remove(ann, { password: "another one" })])).toEqual(["403 wrong-password"]);
  expect((await remove(ann, {})).status).toBe(422);
  expect((await api.call("DELETE", "/api/v1/auth/me", { body })).status).toBe(401);
  expect(codesOf([await api.call("DELETE", "/api/v1/auth/me", { body, token: key.key })])).toEqual([
    "403 missing-scope",
  ]);
  expect((await ann.request("GET", "/v1/auth/me")).status).toBe(200);
});

test("DELETE /auth/me needs a code when two-factor authentication is enabled", async () => {
  const [ann] = await people("ann");
  const { body: begun } = await ann.request("POST", "/v1/auth/totp", { password: ann.password });
  const totp = new TOTP({ secret: begun.secret });
  const confirmed = await ann.request("POST", "/v1/auth/totp/confirm", { code: totp.generate() });
  const withCode = (totp_code: string) => remove(ann, { password: ann.password, totp_code });

  expect(codesOf([await remove(ann)])).toEqual(["401 totp-required"]);
  expect(codesOf([await withCode("not-a-code")])).toEqual(["401 invalid-totp-code"]);
  expect((await ann.request("GET", "/v1/auth/me")).status).toBe(200);
  expect((await withCode(confirmed.body.recovery_codes[0])).status).toBe(204);
});

test("DELETE /auth/me deletes more links than fit in one transaction, with their clicks", async () => {
  const [ann] = await people("ann");
  const urls = Array.from({ length: 1_201 }, (_, i) => ({ original_url: `https://example.com/${i}` }));
  await ann.request("POST", "/v1/urls/bulk", urls);
  const links = await db.selectFrom("links").select("id").where("owner_id", "=", ann.id).execute();
  const ids = links.map(({ id }) => id);

  expect((await remove(ann)).status).toBe(204);

  expect(ids).toHaveLength(urls.length);
  expect(await db.selectFrom("links").select("id").where("id", "in", ids).execute()).toEqual([]);
  expect(await findForgotten(ids)).toHaveLength(urls.length);
});

test("concurrent deletions of an account also delete links that are created meanwhile", async () => {
  const [ann] = await people("ann");

  const [one, other, ...links] = await Promise.all([
    remove(ann),
    remove(ann),
    ...Array.from({ length: 20 }, () => makeLink(ann)),
  ]);

  expect([one.status, other.status]).toContain(204);
  const made = links.flatMap(({ status, body }) => (status === 201 ? [String(body.id)] : []));
  expect(await findForgotten(made)).toHaveLength(made.length);
  expect(await findTraces(ann.id)).toEqual(["public.audit_log.subject_id"]);
});

test("the last administrator cannot be deleted, even when all delete themselves at the same time", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  await Promise.all([ann, bob, cleo].map(promote));
  const link = await makeLink(ann);

  const answers = await Promise.all([ann, bob, cleo].map(person => remove(person)));

  expect(codesOf(answers)).toEqual(["204", "204", "409 last-administrator"]);
  const admins = await db.selectFrom("users").select("id").where("role", "=", "admin").execute();
  expect(admins).toHaveLength(1);
  const isLeft = admins[0]?.id === ann.id;
  expect((await api.call("GET", `/api/v1/urls/${link.body.id}`)).status).toBe(isLeft ? 200 : 404);
  await db.deleteFrom("users").where("role", "=", "admin").execute();
});

test("one administrator remains when two delete each other at the same time", async () => {
  for (const _round of Array(5)) {
    const admins = await people("ann", "bob", "cleo", "dan");
    await Promise.all(admins.map(promote));

    const answers = await Promise.all(
      admins.map((admin, i) => admin.request("DELETE", `/v1/admin/users/${admins[(i + 1) % admins.length]?.id}`)),
    );

    expect(answers.some(({ status }) => status === 204)).toBe(true);
    const left = await db.selectFrom("users").select("id").where("role", "=", "admin").execute();
    expect(left.length).toBeGreaterThan(0);
    await db.deleteFrom("users").where("role", "=", "admin").execute();
  }
});

test("DELETE /admin/users/:id deletes another account and writes the audit log", async () => {
  const { ann, bob } = await withEverything();
  await promote(bob);
  const removeUser = (id: string) => bob.request("DELETE", `/v1/admin/users/${id}`);

  expect(codesOf([await ann.request("DELETE", `/v1/admin/users/${bob.id}`)])).toEqual(["403 admin-only"]);
  expect(codesOf([await removeUser(bob.id), await removeUser(bob.id.toUpperCase())])).toEqual([
    "409 own-account",
    "409 own-account",
  ]);
  expect((await removeUser(ann.id)).status).toBe(204);
  expect(codesOf([await removeUser(ann.id)])).toEqual(["404 user-not-found"]);

  expect(await findTraces(ann.id)).toEqual(["public.audit_log.subject_id"]);
  const { body } = await bob.request("GET", "/v1/admin/audit?size=1");
  expect(body.items).toMatchObject([{ actor_id: bob.id, action: "account.deleted", subject_id: ann.id }]);
  await db.deleteFrom("users").where("role", "=", "admin").execute();
});
