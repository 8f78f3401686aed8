import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const webhooks = "/api/v1/webhooks";
const url = "https://hooks.example/shunt";
const elsewhere = "https://elsewhere.example/";

/** A webhook with clicks, one without, and a delivery of clicks that has failed. */
async function anAccount() {
  const { token } = await api.signUp();
  const create = async (events: string[]) =>
    (await api.call("POST", webhooks, { body: { url, events }, token })).body.id as string;
  const [counting, other] = [await create(["link.clicked"]), await create(["link.created"])];
  await api.call("POST", `${webhooks}/${counting}/test`, { token });
  const { body } = await api.call("GET", `${webhooks}/${counting}/deliveries`, { token });
  const [{ id: delivery, event_id }] = body.items;
  await db.updateTable("webhook_events").set({ type: "link.clicked" }).where("id", "=", event_id).execute();
  await db.updateTable("webhook_deliveries").set({ status: "failed" }).where("id", "=", delivery).execute();
  const keyWith = async (scopes: string[]) =>
    (await api.call("POST", "/api/v1/api-keys", { body: { name: "CI", scopes }, token })).body.key as string;
  return { token, counting, other, delivery, keyWith };
}

test.each([
  [
    ["read", "write"],
    [403, 403, 403, 403, 404, 0],
  ],
  [
    ["read", "write", "analytics"],
    [201, 200, 200, 200, 204, 1],
  ],
])("a key with the scopes %j sends and shows clicks as statistics: %j", async (scopes, expected) => {
  const { counting, other, delivery, keyWith } = await anAccount();
  const token = await keyWith(scopes);
  const change = (id: string, body: object) => api.call("PATCH", `${webhooks}/${id}`, { body, token });

  const answers = [
    await api.call("POST", webhooks, { body: { url, events: ["link.created", "link.clicked"] }, token }),
    await change(other, { events: ["link.clicked"] }),
    await change(counting, { url: elsewhere }),
    await change(counting, { events: ["link.created"] }),
    await api.call("POST", `${webhooks}/${counting}/deliveries/${delivery}/replay`, { token }),
  ];

  const { body } = await api.call("GET", `${webhooks}/${counting}/deliveries`, { token });
  expect([...answers.map(({ status }) => status), body.items.length]).toEqual(expected);
});

test("a key without the scope analytics changes what concerns no clicks", async () => {
  const { token, counting, other, keyWith } = await anAccount();
  const key = await keyWith(["read", "write"]);
  const change = (id: string, body: object) => api.call("PATCH", `${webhooks}/${id}`, { body, token: key });

  expect((await change(counting, { is_active: false, description: "Chat" })).status).toBe(200);
  expect((await change(other, { url: elsewhere, events: ["link.deleted"] })).status).toBe(200);
  const { body } = await api.call("GET", `${webhooks}/${counting}/deliveries`, { token });
  expect(body.items).toMatchObject([{ event_type: "link.clicked" }]);
});
