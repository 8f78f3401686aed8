import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { UserRecord } from "../auth/index.ts";
import { createBrowser } from "../testing/browser.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { createOperatorMemory } from "./operator-memory.ts";

let api: TestApi;
let db: Db;
beforeEach(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
});
afterEach(async () => {
  await db.destroy();
  await api.stop();
});

test("while Postgres fails, known sessions see the overview, and nothing else opens", async () => {
  const ann = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", ann.id).execute();
  const [known, signedOut, fresh] = [createBrowser(api.url), createBrowser(api.url), createBrowser(api.url)];
  for (const browser of [known, signedOut, fresh]) await browser.signIn(ann);
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

const admin = { id: "ann", email: "ann@example.com", role: "admin", isActive: true } as UserRecord;

test.each([
  ["ended", undefined],
  ["belongs to an account without the role", { ...admin, role: "user" } as UserRecord],
  ["belongs to a disabled account", { ...admin, isActive: false }],
])("a session that %s is forgotten at the next check", async (_what, now) => {
  let answer: () => Promise<UserRecord | undefined> = async () => admin;
  const memory = createOperatorMemory(() => answer(), 60_000);
  onTestFinished(memory.stop);
  await memory.find("session");

  answer = async () => now;
  await memory.checkAgain();
  answer = () => Promise.reject(new Error("away"));

  await expect(memory.find("session")).rejects.toMatchObject({ code: "unavailable" });
});

test("a session is remembered while checks fail or hang", async () => {
  let answer: () => Promise<UserRecord | undefined> = async () => admin;
  const memory = createOperatorMemory(() => answer(), 60_000);
  onTestFinished(memory.stop);
  expect(await memory.find("session")).toEqual({ user: admin, isRemembered: false });

  answer = () => Promise.reject(new Error("away"));
  await memory.checkAgain();
  answer = () => new Promise(() => {});

  expect(await memory.find("session")).toEqual({ user: admin, isRemembered: true });
});
