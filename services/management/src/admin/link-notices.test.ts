import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
let boss: string;
let owner: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to be made",
  });
  owner = (await api.signUp()).token;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const moderate = (id: string, body: object) => api.call("PATCH", `/api/v1/admin/urls/${id}`, { token: boss, body });
const aLink = async (host: string): Promise<string> =>
  (await api.call("POST", "/api/v1/urls", { token: owner, body: { original_url: `https://${host}/` } })).body.id;
const noticesOf = (id: string) =>
  db.selectFrom("link_notices").select(["kind", "reason"]).where("link_id", "=", id).orderBy("created_at").execute();

test("blocking and marking a link queue one notice each, repeating them none", async () => {
  const id = await aLink("page.example");

  await moderate(id, { is_blocked: true, reason: "Phishing" });
  await moderate(id, { is_blocked: true, reason: "Malware" });
  await moderate(id, { is_unsafe: true, reason: "Malware" });
  await moderate(id, { is_unsafe: true, reason: "Spam" });
  await moderate(id, { is_blocked: false, is_unsafe: false });

  expect(await noticesOf(id)).toEqual([
    { kind: "blocked", reason: "Phishing" },
    { kind: "unsafe", reason: "Malware" },
  ]);
});

test("blocking a host queues a notice for each of its links that was not blocked", async () => {
  const [id, other] = [await aLink("evil.example"), await aLink("evil.example")];
  await moderate(other, { is_blocked: true, reason: "Phishing" });
  const block = (reason: string) =>
    api.call("POST", "/api/v1/admin/blocked-hosts", { token: boss, body: { host: "evil.example", reason } });

  await block("Malware");
  await block("Spam");

  expect(await noticesOf(id)).toEqual([{ kind: "blocked", reason: "Malware" }]);
  expect(await noticesOf(other)).toEqual([{ kind: "blocked", reason: "Phishing" }]);
});

test("the owner gets a notification, and sees the block and its reason", async () => {
  const id = await aLink("page.example");
  await moderate(id, { is_blocked: true, reason: "Phishing" });

  const found = await waitFor(
    async () =>
      (await api.call("GET", "/api/v1/notifications", { token: owner })).body.notifications.find(
        (each: { link_id: string }) => each.link_id === id,
      ),
    { what: "the notification" },
  );

  expect(found).toMatchObject({
    kind: "link_blocked",
    message: expect.stringMatching(/^Your link sho.rt\/.* was blocked/),
  });
  const link = await api.call("GET", `/api/v1/urls/${id}`, { token: owner });
  expect(link.body).toMatchObject({ is_blocked: true, blocked_reason: "Phishing", state: "blocked" });
});
