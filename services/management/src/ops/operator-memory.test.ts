import { createDb } from "@shunt/db";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import type { UserRecord } from "../auth/index.ts";
import { createBrowser } from "../testing/browser.ts";
import { startTestApi } from "../testing/start-test-api.ts";
import { createOperatorMemory } from "./operator-memory.ts";

test("while Postgres fails, known sessions see the overview, and nothing else opens", async () => {
  const api = await startTestApi();
  const other = await startTestApi({ DATABASE_URL: api.databaseUrl });
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  onTestFinished(async () => {
    await db.destroy();
    await other.stop();
    await api.stop();
  });
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await db.updateTable("users").set({ role: "admin" }).execute();
  const [known, signedOut, elsewhere] = [createBrowser(api.url), createBrowser(api.url), createBrowser(other.url)];
  await known.openOps(ann.token);
  await signedOut.openOps(bob.token);
  await api.call("POST", "/api/v1/auth/logout", { body: { refresh_token: bob.refreshToken } });
  const { body: again } = await other.call("POST", "/api/v1/auth/login", { body: toCredentials(ann) });
  await elsewhere.openOps(again.access_token);
  const before = await known.open("/ops/queues");
  await sql`alter table sessions rename to sessions_away`.execute(db);
  const headers = { accept: "text/html", cookie: `shunt-ops=${elsewhere.cookie("shunt-ops")}` };
  const openUnseen = () => fetch(`${api.url}/ops/queues`, { headers, redirect: "manual" });

  const stream = await known.stream("/ops/live");
  const queues = await known.open("/ops/queues");
  const ended = await signedOut.open("/ops/queues");
  const unseen = await openUnseen();

  expect([before.status, stream.status]).toEqual([200, 200]);
  await stream.body?.cancel();
  expect([queues.status, ended.status, unseen.status]).toEqual([503, 503, 503]);
  expect(await unseen.text()).toContain("Postgres does not respond");
  await sql`alter table sessions_away rename to sessions`.execute(db);
  expect((await openUnseen()).status).toBe(200);
});

const toCredentials = ({ email, password }: { email: string; password: string }) => ({ email, password });

/** Calls the watchers of changes of access. */
function createChanges() {
  const watchers = new Set<() => void>();
  return {
    watchers,
    publish() {
      for (const watcher of [...watchers]) watcher();
    },
    watch(_userId: string, watcher: () => void) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

function remember(findUser: () => Promise<UserRecord | undefined>, accessChanges = createChanges()) {
  const memory = createOperatorMemory({ findUser, accessChanges, maxAgeMs: 60_000 });
  onTestFinished(memory.stop);
  return memory;
}

const away = () => Promise.reject(new Error("away"));
const admin = { id: "ann", email: "ann@example.com", role: "admin", isActive: true } as UserRecord;

test.each([
  ["ended", undefined],
  ["belongs to an account without the role", { ...admin, role: "user" } as UserRecord],
  ["belongs to a disabled account", { ...admin, isActive: false }],
])("a session that %s is forgotten at the next check", async (_what, now) => {
  let answer: () => Promise<UserRecord | undefined> = async () => admin;
  const memory = remember(() => answer());
  await memory.find("session");

  answer = async () => now;
  await memory.checkAgain();
  answer = away;

  await expect(memory.find("session")).rejects.toMatchObject({ code: "unavailable" });
});

test("a session is remembered while checks fail or hang", async () => {
  let answer: () => Promise<UserRecord | undefined> = async () => admin;
  const memory = remember(() => answer());
  expect(await memory.find("session")).toEqual({ user: admin, isRemembered: false });

  answer = away;
  await memory.checkAgain();
  answer = () => new Promise(() => {});

  expect(await memory.find("session")).toEqual({ user: admin, isRemembered: true });
});

test("a session is forgotten when a change of its account's access is published, also while Postgres is away", async () => {
  let answer: () => Promise<UserRecord | undefined> = async () => admin;
  const changes = createChanges();
  const memory = remember(() => answer(), changes);
  await memory.find("session");

  answer = away;
  changes.publish();

  await expect(memory.find("session")).rejects.toMatchObject({ code: "unavailable" });
});

test("a session that survives a change of access is remembered again", async () => {
  let answer: () => Promise<UserRecord | undefined> = async () => admin;
  const changes = createChanges();
  const memory = remember(() => answer(), changes);
  await memory.find("session");

  changes.publish();
  await memory.checkAgain();
  await memory.find("session");
  answer = away;

  expect(await memory.find("session")).toEqual({ user: admin, isRemembered: true });
  expect(changes.watchers.size).toBe(1);
});

test("an answer from before a change of access is not remembered", async () => {
  const changes = createChanges();
  const before = Promise.withResolvers<UserRecord>();
  const answers = [() => Promise.resolve(admin), () => before.promise, away, away];
  const memory = remember(() => (answers.shift() as () => Promise<UserRecord>)(), changes);
  await memory.find("session");
  const finding = memory.find("session");

  changes.publish();
  before.resolve(admin);
  await finding;

  await expect(memory.find("session")).rejects.toMatchObject({ code: "unavailable" });
});

test("sessions that end, and the memory itself, stop watching changes of access", async () => {
  let answer: UserRecord | undefined = admin;
  const changes = createChanges();
  const memory = remember(async () => answer, changes);
  await memory.find("one");
  await memory.find("two");
  expect(changes.watchers.size).toBe(2);

  answer = undefined;
  await memory.find("one");
  expect(changes.watchers.size).toBe(1);
  memory.stop();
  expect(changes.watchers.size).toBe(0);
});
