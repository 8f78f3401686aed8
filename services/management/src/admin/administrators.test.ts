import { operations } from "@shunt/contracts/operations";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { operator } from "../access/actor.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { updateUser } from "./update-user.ts";

const root = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: root.email, ADMIN_PASSWORD: root.password });
  db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
  await waitFor(async () => (await admins()).length === 1, { what: "the administrator to exist" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});
afterEach(() => db.updateTable("users").set({ role: "user" }).execute());

const admins = () =>
  db.selectFrom("users").select("id").where("role", "=", "admin").where("is_active", "=", true).execute();
const request = (method: string, path: string, token: string, body?: object) =>
  api.call(method, `/api/v1${path}`, { token, ...(body && { body }) });

async function someAdmins(count: number) {
  await db.updateTable("users").set({ role: "user" }).execute();
  const accounts = await Promise.all(Array.from({ length: count }, () => api.signUp()));
  await db
    .updateTable("users")
    .set({ role: "admin" })
    .where(
      "id",
      "in",
      accounts.map(({ id }) => id),
    )
    .execute();
  return accounts;
}

type Account = Awaited<ReturnType<TestApi["signUp"]>>;
const removals: Record<string, (by: Account, whom: Account) => Promise<unknown>> = {
  demote: (by, whom) => request("PATCH", `/admin/users/${whom.id}`, by.token, { role: "user" }),
  disable: (by, whom) => request("PATCH", `/admin/users/${whom.id}`, by.token, { is_active: false }),
  delete: (by, whom) => request("DELETE", `/admin/users/${whom.id}`, by.token),
  "delete themselves": (_by, whom) => request("DELETE", "/auth/me", whom.token, { password: whom.password }),
  "disable by the operator's command": (_by, whom) =>
    updateUser({ db }, operator, whom.id, { is_active: false }).catch((err: unknown) => err),
};
const pairs = Object.keys(removals).flatMap(one => Object.keys(removals).map(another => [one, another] as const));

test.each(pairs)("one administrator remains when two %s and %s at the same time", async (one, another) => {
  const [ann, bob] = (await someAdmins(2)) as [Account, Account];

  await Promise.all([removals[one]?.(ann, bob), removals[another]?.(bob, ann)]);

  expect(await admins()).toHaveLength(1);
});

test("one of six administrators remains when they remove each other in every way at the same time", async () => {
  const accounts = await someAdmins(6);
  const ways = Object.values(removals);

  await Promise.all(
    accounts.flatMap((by, i) =>
      accounts.flatMap((whom, j) => (i === j ? [] : ways[(i + j) % ways.length]?.(by, whom))),
    ),
  );

  expect((await admins()).length).toBeGreaterThanOrEqual(1);
});

test("the last administrator cannot be disabled or demoted by the operator's command", async () => {
  const [ann] = (await someAdmins(1)) as [Account];

  for (const changes of [{ is_active: false }, { role: "user" as const }])
    await expect(updateUser({ db }, operator, ann.id, changes)).rejects.toMatchObject({ code: "last-administrator" });
});

/** Operations that grant or revoke access; no API key may use them. */
const sessionsOnly = ["updateUser", "deleteUser", "removeTotp", "openOpsSession"] as const;

test("no API key can grant or revoke access, whatever its scopes", async () => {
  const [ann, bob] = (await someAdmins(2)) as [Account, Account];
  const scopes = ["read", "write", "analytics", "admin"];
  const { key } = (await request("POST", "/api-keys", ann.token, { name: "k", scopes })).body;

  for (const name of sessionsOnly) {
    const { method, path } = operations[name];
    const at = path.replace("/api/v1", "").replace(":id", bob.id);
    const answer = await request(method.toUpperCase(), at, key, method === "patch" ? { role: "user" } : undefined);
    expect(answer, name).toMatchObject({ status: 403, body: { code: "missing-scope" } });
  }
  expect(await admins()).toHaveLength(2);
});

test("the scope admin allows exactly these operations", () => {
  const allowed = Object.entries(operations)
    .filter(([, operation]) => "scope" in operation && operation.scope === "admin")
    .map(([name]) => name);

  expect(allowed.sort()).toMatchInlineSnapshot(`
    [
      "blockHost",
      "closeReport",
      "getDefaultDomain",
      "getOpsOverview",
      "listAllDomains",
      "listAllLinks",
      "listAudit",
      "listBlockedAddresses",
      "listBlockedHosts",
      "listReports",
      "listUsers",
      "moderateLink",
      "removeDomain",
      "retryDeadBatches",
      "unblockAddress",
      "unblockHost",
      "updateDefaultDomain",
      "watchOpsOverview",
    ]
  `);
});

test("a request has no effect if its administrator is demoted while it waits", async () => {
  const [ann, bob, carl] = (await someAdmins(3)) as [Account, Account, Account];
  const held = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const demoting = db.transaction().execute(async tx => {
    await tx.updateTable("users").set({ role: "user" }).where("id", "=", ann.id).execute();
    isHeld.resolve();
    await held.promise;
  });
  await isHeld.promise;

  const acting = request("PATCH", `/admin/users/${bob.id}`, ann.token, { role: "user" });
  await waitFor(async () => (await countLockWaits(db)) > 0, { what: "the request to wait" });
  held.resolve();
  await demoting;

  expect((await acting).body.code).toBe("admin-only");
  expect((await admins()).map(({ id }) => id).sort()).toEqual([bob.id, carl.id].sort());
});
