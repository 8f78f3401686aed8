import { randomBytes, randomUUID } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createDb, type Db } from "@shunt/db";
import { aClick, makeScratchDirectory, waitFor } from "@shunt/testing";
import { createTestDatabase, startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOperator } from "../harness/run-operator.ts";
import { shipClicks, untilIngested } from "../harness/ship-clicks.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

const dayMs = 24 * 60 * 60_000;
const password = "a long and winding password";
const account = { email: `${randomUUID()}@example.com`, password };

let shunt: Shunt;
let spare: TestRedis;
let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
let codes: string[];
beforeAll(async () => {
  shunt = await startShunt();
  spare = await startTestRedis();
  scratch = await makeScratchDirectory();
  codes = await createData();
});
afterAll(async () => {
  await shunt.stop();
  await spare.stop();
  await scratch.remove();
});

/** A client of the API that signs in as `account`. */
function clientOf({ env }: Pick<Shunt, "env">) {
  let token = "";
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${env.APP_URL}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...(token !== "" && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
  };
  const signIn = async () => {
    const answer = await call("POST", "/auth/login", account);
    token = String(answer.body.access_token);
    return answer.status;
  };
  return { call, signIn };
}

/** Creates an account, links on two domains, a webhook, and clicks of three days. Returns the codes. */
async function createData(): Promise<string[]> {
  const { call, signIn } = clientOf(shunt);
  await call("POST", "/auth/register", { ...account, full_name: 'Ann\t\\N "Example"\nü €' });
  await signIn();
  const { body: me } = await call("GET", "/auth/me");
  const { id: workspace_id } = await shunt.db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", me.id)
    .executeTakeFirstOrThrow();
  await shunt.db.insertInto("domains").values({ host: "go.example.com", workspace_id }).execute();
  await call("PATCH", "/domains/go.example.com", { root_url: "https://root.example/", is_default: true });
  const made: { id: string; short_code: string }[] = [];
  for (const fields of [
    { title: "Tab\tand\\backslash\nand line", tags: ["red", "blü"], domain: null },
    { custom_alias: "on-own-domain", domain: "go.example.com", expires_at: "2040-01-01T00:00:00Z" },
    { is_active: false, notes: "\\N", domain: null },
  ])
    made.push((await call("POST", "/urls", { original_url: "https://example.com/ü?a=1", ...fields })).body);
  await call("POST", "/webhooks", { url: "https://example.com/hook", events: ["link.deleted"] });
  const now = Date.now();
  const clicks = Array.from({ length: 3_000 }, (_, i) =>
    aClick({
      linkId: String(made[i % 2]?.id),
      at: now - (i % 3) * dayMs,
      ip: `198.51.100.${i % 200}`,
      marks: `utm_content=mark-${i}`,
    }),
  );
  await postAndReact(shunt.db, me.id, made[0]?.id ?? "");
  await shipClicks(shunt, clicks);
  await untilIngested(shunt);
  await untilNotified(shunt.db);
  return made.map(({ short_code }) => short_code);
}

/** Inserts a post with a picture, a link, two likes and two comments, and a deleted picture. */
async function postAndReact(db: Db, author_id: string, link_id: string): Promise<void> {
  const [post_id, picture, deleted] = [randomUUID(), randomUUID(), randomUUID()];
  const others = [randomUUID(), randomUUID()];
  const pictureOf = (id: string) => ({
    id,
    owner_id: author_id,
    media_type: "image/png",
    bytes: 1,
    width: 1,
    height: 1,
  });
  await db
    .insertInto("users")
    .values(others.map(id => ({ id, email: `${id}@example.com`, password_hash: "" })))
    .execute();
  await db.insertInto("social.members").values({ user_id: author_id, username: "Änn\t\\" }).execute();
  await db.insertInto("social.media").values([picture, deleted].map(pictureOf)).execute();
  const post = { id: post_id, author_id, content: "look:\n\\N", media_id: picture, visibility: "public" as const };
  await db.insertInto("social.posts").values(post).execute();
  await db.insertInto("social.post_links").values({ post_id, position: 0, url: "example.com", link_id }).execute();
  for (const user_id of others) {
    await db.insertInto("social.likes").values({ post_id, user_id }).execute();
    const comment = { id: randomUUID(), post_id, author_id: user_id, content: "yes" };
    await db.insertInto("social.comments").values(comment).execute();
    await db.insertInto("social.friendships").values({ user_id, friend_id: author_id }).execute();
  }
  await db.transaction().execute(async tx => {
    await tx.deleteFrom("social.media").where("id", "=", deleted).execute();
    // Far in the future, so that no sweep changes it while two databases are compared.
    await tx
      .updateTable("social.media_removals")
      .set({ due_at: new Date("2040-01-01") })
      .execute();
  });
}

/** Waits for the owner's notifications about a thousand clicks on each of two links. */
async function untilNotified(db: Db): Promise<void> {
  await waitFor(
    async () => {
      const notifications = await db.selectFrom("social.notifications").select("clicks").execute();
      return notifications.filter(({ clicks }) => clicks === 1_000).length === 2;
    },
    { what: "the notifications about a thousand clicks" },
  );
}

const settings = (databaseUrl: string) => ({ ...shunt.env, DATABASE_URL: databaseUrl, REDIS_CACHE_URL: spare.url });

async function backUp(...options: string[]): Promise<string> {
  const dir = join(scratch.path, randomUUID());
  expect(await runOperator(shunt.env, "backup", dir, ...options)).toMatchObject({ code: 0, errors: "" });
  return dir;
}

async function hashTables(db: Db): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select nspname || '.' || relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('public', 'social') and relkind in ('r', 'p')
      and not relispartition and relname not in ('visitor_keys', 'daily_visitors')`.execute(db);
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ hash: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(r::text, ',' order by r::text collate "C")), '') as hash
      from ${sql.table(name)} as r`.execute(db);
    hashes[name.replace("public.", "")] = rows[0]?.hash ?? "";
  }
  return hashes;
}

async function withDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb({ url, max: 1, applicationName: "test" });
  return work(db).finally(() => db.destroy());
}

test("shunt restore brings back accounts, links, domains and analytics, and new links can be created", async () => {
  const saved = await hashTables(shunt.db);
  const dir = await backUp();
  const { url } = await createTestDatabase();

  const restored = await runOperator(settings(url), "restore", dir);

  expect(restored).toMatchObject({ code: 0, errors: "" });
  expect(await withDatabase(url, hashTables)).toEqual(saved);
  const again = await startShunt({ databaseUrl: url });
  try {
    const [before, after] = [clientOf(shunt), clientOf(again)];
    expect([await before.signIn(), await after.signIn()]).toEqual([200, 200]);
    const { likes, comments } = await countReactions(again.db);
    expect([likes, comments]).toEqual([2, 2]);
    await again.db.deleteFrom("social.likes").execute();
    expect((await countReactions(again.db)).likes).toBe(0);
    for (const path of [
      "/auth/me",
      "/domains",
      "/webhooks",
      `/analytics/${codes[0]}/summary?days=30`,
      `/analytics/${codes[1]}/summary?days=30&domain=go.example.com`,
      `/analytics/${codes[2]}/summary?days=30`,
      `/analytics/events?link=${codes[0]}&days=30`,
    ]) {
      const [was, is] = [await before.call("GET", path), await after.call("GET", path)];
      expect(was.status, path).toBe(200);
      expect(is, path).toEqual(was);
    }
    expect((await after.call("GET", `/analytics/${codes[0]}/summary?days=30`)).body.total_clicks).toBe(1_500);
    expect((await again.click(String(codes[0]))).headers.get("location")).toBe("https://example.com/%C3%BC?a=1");
    expect(await locationOf(again, "go.example.com", "on-own-domain")).toBe("https://example.com/%C3%BC?a=1");
    expect(await locationOf(again, "go.example.com", "")).toBe("https://root.example/");
    expect((await again.click(String(codes[2]))).status).toBe(404);

    const { body: fresh } = await after.call("POST", "/urls", { original_url: "https://new.example/", domain: null });
    expect((await again.click(fresh.short_code)).headers.get("location")).toBe("https://new.example/");
    const { newest, others } = await again.db
      .selectFrom("links")
      .select(eb => [
        eb.fn.max("version").filterWhere("id", "=", fresh.id).as("newest"),
        eb.fn.max("version").filterWhere("id", "!=", fresh.id).as("others"),
      ])
      .executeTakeFirstOrThrow();
    expect(newest).toBeGreaterThan(others + 1_000_000);
    await again.db.insertInto("domains").values({ host: "second.example.com" }).execute();
  } finally {
    await again.stop();
  }
});

function countReactions(db: Db): Promise<{ likes: number; comments: number }> {
  return db.selectFrom("social.posts").select(["likes", "comments"]).executeTakeFirstOrThrow();
}

function locationOf({ redirect }: Shunt, host: string, code: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    get(`${redirect.url}/${code}`, { headers: { host } }, answer => {
      answer.resume();
      resolve(answer.headers.location);
    }).once("error", reject);
  });
}

test("shunt restore does not apply triggers twice, whatever the order of tables", async () => {
  const saved = await hashTables(shunt.db);
  const dir = await backUp();
  const path = join(dir, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...manifest, tables: manifest.tables.toReversed() }));
  const { url } = await createTestDatabase();

  expect(await runOperator(settings(url), "restore", dir)).toMatchObject({ code: 0 });

  expect(await withDatabase(url, hashTables)).toEqual(saved);
});

test("shunt restore puts clicks into the partitions of their days", async () => {
  const dir = await backUp();
  const { url } = await createTestDatabase();

  await runOperator(settings(url), "restore", dir);

  const findParts = async (db: Db) => {
    const { rows } = await sql`
      select tableoid::regclass::text as part, count(*) from slim_clicks group by 1 order by 1`.execute(db);
    return rows;
  };
  expect(await withDatabase(url, findParts)).toEqual(await findParts(shunt.db));
});

test("shunt restore flushes the caches", async () => {
  const dir = await backUp();
  const { url } = await createTestDatabase();
  const pod = await startShunt({ databaseUrl: url });
  try {
    // The worker would count the visit, and restore rejects a database with counted visits.
    await pod.worker.end("SIGTERM");
    expect((await pod.click(String(codes[0]))).status).toBe(404);

    const restored = await runOperator(pod.env, "restore", dir);

    // The pod had cached the code as unknown for five seconds.
    expect(restored).toMatchObject({ code: 0 });
    expect((await pod.click(String(codes[0]))).status).toBe(302);
  } finally {
    await pod.stop();
  }
});

test("shunt backup --without-clicks keeps the sums and leaves out single clicks", async () => {
  const saved = await hashTables(shunt.db);
  const dir = await backUp("--without-clicks");
  const { url } = await createTestDatabase();

  const { output } = await runOperator(settings(url), "restore", dir, "--json");

  const { rows } = JSON.parse(output);
  expect(rows).not.toHaveProperty("click_events");
  expect(rows).not.toHaveProperty("slim_clicks");
  expect(rows.link_totals).toBe(2);
  const { click_events: _wide, slim_clicks: _slim, ...others } = saved;
  expect(await withDatabase(url, hashTables)).toMatchObject(others);
});

test("shunt backup records its time in the audit log", async () => {
  const find = () =>
    shunt.db
      .selectFrom("audit_log")
      .select(["actor_id", "details"])
      .where("action", "=", "backup.created")
      .orderBy("created_at")
      .execute();
  const earlier = await find();

  await backUp("--without-clicks");

  const entry = { actor_id: null, details: { has_clicks: false, bytes: expect.any(Number) } };
  expect((await find()).slice(earlier.length)).toEqual([entry]);
});

test("shunt backup is a snapshot of one moment despite concurrent writes", async () => {
  const before = await hashTables(shunt.db);
  const backingUp = await shunt.db.transaction().execute(async tx => {
    // About half of the tables are copied before this one.
    await sql`lock table tags in access exclusive mode`.execute(tx);
    const running = backUp();
    const isWaiting = async () => {
      const { rows } = await sql`
        select from pg_stat_activity where application_name = 'shunt-operator' and wait_event_type = 'Lock'
          and datname = current_database()`.execute(shunt.db);
      return rows.length > 0;
    };
    const ended = running.then(() => expect.unreachable("the backup ended without waiting for the lock"));
    await Promise.race([ended, waitFor(isWaiting, { what: "the backup to wait for the lock" })]);
    await sql`insert into users (id, email, password_hash) values (gen_random_uuid(), 'late@example.com', '')`.execute(
      tx,
    );
    await sql`insert into tags (id, workspace_id, name) select gen_random_uuid(), id, 'late' from workspaces`.execute(
      tx,
    );
    return { running };
  });
  const dir = await backingUp.running;
  const { url } = await createTestDatabase();

  expect(await runOperator(settings(url), "restore", dir)).toMatchObject({ code: 0 });

  const { users, tags } = await withDatabase(url, hashTables);
  expect({ users, tags }).toEqual({ users: before.users, tags: before.tags });
  expect((await hashTables(shunt.db)).users).not.toBe(before.users);
});

test("shunt backup writes files only their owner can read, without visitor keys and hashes", async () => {
  const dir = await backUp();

  const names = await readdir(dir);
  expect(names).not.toContain("visitor_keys.copy.gz");
  expect(names).not.toContain("daily_visitors.copy.gz");
  expect((await stat(dir)).mode & 0o077).toBe(0);
  for (const name of names) expect((await stat(join(dir, name))).mode & 0o077).toBe(0);
  const users = gunzipSync(await readFile(join(dir, "users.copy.gz"))).toString();
  expect(users).toContain("$argon2id$");
  expect(users).not.toContain(password);
});

test("shunt backup rejects a directory that is not empty", async () => {
  const dir = join(scratch.path, "taken");
  await mkdir(dir);
  await writeFile(join(dir, "existing"), "");

  const { code, errors } = await runOperator(shunt.env, "backup", dir);

  expect([code, errors]).toEqual([1, `${dir} is not empty\n`]);
  expect(await readdir(dir)).toEqual(["existing"]);
});

test("shunt restore rejects a database with data and leaves it unchanged", async () => {
  const dir = await backUp();
  const before = await hashTables(shunt.db);

  const { code, errors } = await runOperator(settings(String(shunt.env.DATABASE_URL)), "restore", dir);

  expect(code).toBe(1);
  expect(errors).toContain("the database is not empty");
  expect(await hashTables(shunt.db)).toEqual(before);
});

test("shunt restore rejects a database without a schema or with another one", async () => {
  const dir = await backUp();
  const { url } = await createTestDatabase();
  const bare = `${new URL(url).pathname.slice(1)}_bare`;
  await sql`create database ${sql.id(bare)}`.execute(shunt.db);
  await withDatabase(url, db => sql`insert into schema_migrations (name) values ('9999-tomorrow')`.execute(db));

  const withoutSchema = await runOperator(settings(`${url}_bare`), "restore", dir);
  const withAnother = await runOperator(settings(url), "restore", dir);

  expect(withoutSchema).toMatchObject({ code: 1 });
  expect(withoutSchema.errors).toContain("run shunt migrate");
  expect(withAnother).toMatchObject({ code: 1 });
  expect(withAnother.errors).toContain("9999-tomorrow");
});

test.each([
  ["a changed file", (dir: string) => appendFile(join(dir, "links.copy.gz"), randomBytes(1)), "checksum"],
  ["no manifest", (dir: string) => rm(join(dir, "manifest.json")), "is not a complete backup"],
  ["an invalid manifest", (dir: string) => writeFile(join(dir, "manifest.json"), "{"), "is damaged"],
])("shunt restore rejects a backup with %s", async (_what, damage, message) => {
  const dir = await backUp();
  await damage(dir);
  const { url } = await createTestDatabase();

  const { code, errors } = await runOperator(settings(url), "restore", dir);

  expect(code).toBe(1);
  expect(errors).toContain(message);
  await withDatabase(url, async db => {
    expect(await db.selectFrom("users").select("id").execute()).toEqual([]);
    expect(await db.selectFrom("workspaces").select("id").execute()).toHaveLength(1);
  });
});

test("shunt restore rejects a backup that violates a foreign key and rolls back", async () => {
  const dir = await backUp();
  const path = join(dir, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  const tables = manifest.tables.filter(({ name }: { name: string }) => name !== "users");
  await writeFile(path, JSON.stringify({ ...manifest, tables }));
  const { url } = await createTestDatabase();

  const { code, errors } = await runOperator(settings(url), "restore", dir);

  expect(code).toBe(1);
  expect(errors).toContain("foreign key");
  await withDatabase(url, async db => {
    expect(await db.selectFrom("links").select("id").execute()).toEqual([]);
    const { rows } = await sql`select from pg_constraint where contype = 'f' and conrelid = 'links'::regclass`.execute(
      db,
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});

test("shunt restore reports restored data and the command to run when the caches cannot be flushed", async () => {
  const dir = await backUp();
  const { url } = await createTestDatabase();

  const result = await runOperator({ ...settings(url), REDIS_CACHE_URL: "redis://127.0.0.1:1" }, "restore", dir);

  expect(result.code).toBe(1);
  expect(result.output).toContain("restored ");
  expect(result.errors).toContain("shunt cache flush");
});
