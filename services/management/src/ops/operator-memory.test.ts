import { createDb } from "@shunt/db";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import type { UserRecord } from "../auth/index.ts";
import { createBrowser } from "../testing/browser.ts";
import { startTestApi } from "../testing/start-test-api.ts";
import { createOperatorMemory } from "./operator-memory.ts";

test("while Postgres fails, known sessions see the overview, and nothing else opens", async () => {
  const api = await startTestApi();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  onTestFinished(async () => {
    await db.destroy();
    await api.stop();
  });
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await db.updateTable("users").set({ role: "admin" }).execute();
  const [known, signedOut, fresh] = [createBrowser(api.url), createBrowser(api.url), createBrowser(api.url)];
  for (const browser of [known, fresh]) await browser.signIn(ann);
  await signedOut.signIn(bob);
  const page = await known.open("/ops");
  const away = await signedOut.open("/ops");
  await signedOut.submit("/ops/sign-out", {}, away);
  await sql`alter table sessions rename to sessions_away`.execute(db);

  const again = await known.open("/ops");
  const stream = await known.stream("/ops/live");
  const queues = await known.open("/ops/queues");
  const signOut = await known.submit("/ops/sign-out", {}, page);
  const ended = await signedOut.open("/ops");
  const unseen = await fresh.open("/ops");

  expect([page.status, again.status, stream.status]).toEqual([200, 200, 200]);
  await stream.body?.cancel();
  expect([queues.status, signOut.status, unseen.status]).toEqual([503, 503, 503]);
  expect(unseen.text).toContain("Postgres does not respond");
  expect(ended.status).toBe(303);
  await sql`alter table sessions_away rename to sessions`.execute(db);
  expect((await fresh.open("/ops")).status).toBe(200);
});

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
