import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

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

const create = async ({ token }: { token: string }) =>
  (await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" }, token })).status;

test("createLink does not wait for the deletion of a webhook", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const webhook = { url: "https://example.com/hook", events: ["link.created"] };
  await api.call("POST", "/api/v1/webhooks", { body: webhook, token: ann.token });
  const deletion = await db.startTransaction().execute();
  await deletion.deleteFrom("webhooks").execute();

  const answers = await Promise.all([ann, bob, ann, bob].map(create));

  expect(answers).toEqual([201, 201, 201, 201]);
  await deletion.rollback().execute();
});

test("createLink succeeds for other accounts in the same batch while one account is being deleted", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const deletion = await db.startTransaction().execute();
  await deletion.deleteFrom("users").where("id", "=", ann.id).execute();

  const answers = Promise.all([ann, bob, ann, bob].map(create));
  await waitFor(async () => (await countLockWaits(db)) > 0, {
    what: "an insert to wait for the deletion",
  });
  await deletion.commit().execute();

  expect(await answers).toEqual([401, 201, 401, 201]);
});

test("concurrent POST /urls writes an event for each link that a webhook subscribes to, and for no other", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const webhook = { url: "https://example.com/hook", events: ["link.created"] };
  await api.call("POST", "/api/v1/webhooks", { body: webhook, token: ann.token });

  const answers = await Promise.all([ann, bob, ann, bob, ann].map(create));

  expect(answers).toEqual([201, 201, 201, 201, 201]);
  const events = await db
    .selectFrom("webhook_events")
    .innerJoin("workspaces", "workspaces.id", "webhook_events.workspace_id")
    .select("personal_user_id")
    .where("personal_user_id", "in", [ann.id, bob.id])
    .execute();
  expect(events.map(event => event.personal_user_id)).toEqual([ann.id, ann.id, ann.id]);
});
