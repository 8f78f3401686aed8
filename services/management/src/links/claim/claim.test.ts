import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { createClaimSecrets } from "./claim-secrets.ts";

let api: TestApi;
let db: Db;
let ann: Awaited<ReturnType<TestApi["signUp"]>>;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ann = await api.signUp();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const createAnonymously = async (fields: object = {}) =>
  (await api.call("POST", urls, { body: { original_url: "https://example.com/", ...fields } })).body;
const claim = (secrets: unknown, token = ann.token) => api.call("POST", `${urls}/claim`, { token, body: { secrets } });
const claimOne = async (secret: string, token?: string) => (await claim([secret], token)).body.results[0];

test("a claimed link with its clicks, title and history belongs to the account", async () => {
  const link = await createAnonymously({ title: "Sale" });
  await sql`insert into link_totals (link_id, clicks, human_clicks, last_clicked_at) values (${link.id}, 3, 2, now())`.execute(
    db,
  );

  const { status, body } = await claim([link.claim.secret]);

  expect({ status, ...body }).toMatchObject({ status: 200, succeeded: 1, failed: 0, results: [{ id: link.id }] });
  const own = await api.call("GET", `${urls}/${link.id}`, { token: ann.token });
  const { claim: _, ...created } = link;
  const { body: workspaces } = await api.call("GET", "/api/v1/workspaces", { token: ann.token });
  expect(own.body).toEqual({
    ...created,
    owner_id: ann.id,
    workspace_id: workspaces.items[0].id,
    click_count: 2,
    last_clicked_at: expect.any(String),
    updated_at: own.body.updated_at,
  });
  const listed = await api.call("GET", `${urls}?search=sale`, { token: ann.token });
  expect(listed.body.items).toEqual([own.body]);
  const changed = await api.call("PATCH", `${urls}/${link.id}`, { token: ann.token, body: { title: "Mine" } });
  expect(changed.status).toBe(200);
  const { body: history } = await api.call("GET", `${urls}/${link.id}/versions`, { token: ann.token });
  expect(history.items).toMatchObject([
    { number: 3, changes: [{ field: "title", before: "Sale", after: "Mine" }] },
    { number: 2, created_by: ann.id, changes: [{ field: "owner_id", before: null, after: ann.id }] },
    { number: 1, created_by: null, changes: [] },
  ]);
  const restored = await api.call("POST", `${urls}/${link.id}/versions/1/restore`, { token: ann.token });
  expect(restored.body).toMatchObject({ title: "Sale", owner_id: ann.id });
});

test("only the response that creates a link without an account has a secret, which is not stored", async () => {
  const { claim: given, id } = await createAnonymously();
  const own = await api.call("POST", urls, { token: ann.token, body: { original_url: "https://example.com/" } });
  await claim([given.secret]);

  expect(own.body.claim).toBeNull();
  expect(Date.parse(given.expires_at) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  const list = await api.call("GET", urls, { token: ann.token });
  const file = await api.call("GET", `${urls}/export?format=ndjson`, { token: ann.token });
  for (const answer of [(await api.call("GET", `${urls}/${id}`)).body, list.body, file.body])
    expect(JSON.stringify(answer)).not.toMatch(/claim|secret/);
});

const foreign = createClaimSecrets(["another key ".repeat(4)]);
const isOver = (id: string) =>
  sql`update links set created_at = now() - interval '7 days' where id = ${id}`.execute(db);

test.each<[string, (link: { id: string; claim: { secret: string } }) => string | Promise<string>, number, string]>([
  ["that is no secret", () => "secret", 422, "claim-invalid"],
  ["with a changed letter", ({ claim: { secret } }) => `${secret.slice(0, -2)}AA`, 422, "claim-invalid"],
  ["with a further letter", ({ claim: { secret } }) => `${secret}A`, 422, "claim-invalid"],
  ["in another encoding", ({ claim: { secret } }) => `${secret}=`, 422, "claim-invalid"],
  ["signed with another key", ({ id }) => foreign.issue(id), 422, "claim-invalid"],
  [
    "with the id of another link",
    async ({ claim: { secret } }) => (await createAnonymously()).claim.secret.slice(0, 21) + secret.slice(21),
    422,
    "claim-invalid",
  ],
  ["after a week", async ({ id, claim: { secret } }) => isOver(id).then(() => secret), 410, "claim-expired"],
  [
    "of a deleted link",
    async ({ id, claim: { secret } }) => sql`delete from links where id = ${id}`.execute(db).then(() => secret),
    404,
    "link-not-found",
  ],
  [
    "of a link that another account has claimed",
    async ({ claim: { secret } }) => claimOne(secret, (await api.signUp()).token).then(() => secret),
    409,
    "claim-taken",
  ],
])(
  "a secret %s gets a problem and changes nothing, while a good one in the same request succeeds",
  async (_what, toSecret, status, code) => {
    const [link, good] = [await createAnonymously(), await createAnonymously()];
    const secret = await toSecret(link);
    const ownerOf = async () =>
      (await db.selectFrom("links").select("owner_id").where("id", "=", link.id).execute()).map(row => row.owner_id);
    const before = await ownerOf();

    const { body } = await claim([secret, good.claim.secret]);

    expect(body).toMatchObject({ succeeded: 1, failed: 1, results: [{ status, problem: { code } }, { id: good.id }] });
    expect(await ownerOf()).toEqual(before);
  },
);

test("one of many concurrent accounts gets the link, once in its history", async () => {
  const { id, claim: given } = await createAnonymously();
  const people = await Promise.all(Array.from({ length: 6 }, () => api.signUp()));

  const results = await Promise.all(
    people.flatMap(({ token }) => [given, given].map(each => claimOne(each.secret, token))),
  );

  const winners = people.filter((_, i) => results[2 * i].id === id);
  expect(winners).toHaveLength(1);
  expect(results.filter(({ problem }) => problem?.code === "claim-taken")).toHaveLength(10);
  const versions = db.selectFrom("link_versions").select("replaced_by").where("link_id", "=", id);
  expect(await versions.execute()).toEqual([{ replaced_by: winners[0]?.id }]);
  const audit = db.selectFrom("audit_log").select(["action", "actor_id"]).where("subject_id", "=", id);
  expect(await audit.execute()).toEqual([{ action: "link.claimed", actor_id: winners[0]?.id }]);
});

test("repeating a claim succeeds, even after its time", async () => {
  const { id, claim: given } = await createAnonymously();
  await claimOne(given.secret);
  await isOver(id);

  expect((await claim([given.secret, given.secret])).body).toMatchObject({ succeeded: 2, results: [{ id }, { id }] });
});

test.each([[[]], [Array(21).fill("x")], [[""]], ["x"], [[7]]])("the secrets %j are refused", async secrets => {
  expect((await claim(secrets)).status).toBe(422);
});

test("claims need an account, and keys with the scope write", async () => {
  const { claim: given } = await createAnonymously();
  const key = await api.call("POST", "/api/v1/api-keys", { token: ann.token, body: { name: "r", scopes: ["read"] } });

  expect((await api.call("POST", `${urls}/claim`, { body: { secrets: [given.secret] } })).status).toBe(401);
  expect((await claim([given.secret], key.body.key)).status).toBe(403);
});

test("each secret counts as a created link, so that neither guesses nor claims pass RATE_LIMIT_CREATE", async () => {
  const strict = await startTestApi({ RATE_LIMIT_CREATE: "3", DATABASE_URL: api.databaseUrl });
  const { token } = await strict.signUp();
  const { claim: given } = await createAnonymously();
  const guess = (secrets: string[]) => strict.call("POST", `${urls}/claim`, { token, body: { secrets } });

  const answers = [await guess([randomUUID(), randomUUID()]), await guess(["a", given.secret]), await guess(["a"])];
  await strict.stop();

  expect(answers.map(({ status }) => status)).toEqual([200, 429, 200]);
});

test("a secret survives a new SECRET_KEY that is put before the old one", () => {
  const id = randomUUID();
  const [old, next] = ["a".repeat(40), "b".repeat(40)];

  expect(createClaimSecrets([next, old]).read(createClaimSecrets([old]).issue(id))).toBe(id);
  expect(createClaimSecrets([next]).read(createClaimSecrets([old]).issue(id))).toBeUndefined();
});
