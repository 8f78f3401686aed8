import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let ann: { id: string; token: string };
let spare: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ann = await api.signUp();
  spare = (await create({})).body.id;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const create = (fields: object) =>
  api.call("POST", urls, { token: ann.token, body: { original_url: "https://example.com/", ...fields } });

const insertCode = (code: string) =>
  sql`insert into link_codes (domain_id, code, link_id, is_primary, is_custom) values (1, ${code}, ${spare}, false, true)`;
const insertTag = (name: string) =>
  sql`insert into tags (id, workspace_id, name) select gen_random_uuid(), workspace_id, ${name} from links where id = ${spare}`;
const setExternalId = (id: string) => sql`update links set external_id = ${id} where id = ${spare}`;

/** Resolves when the requests wait for each other, or for the test, or are answered. */
async function settle(requests: readonly Promise<unknown>[]): Promise<void> {
  let answered = 0;
  for (const request of requests) void request.finally(() => (answered += 1));
  await waitFor(async () => answered + (await countLockWaits(db)) >= requests.length, { what: "the requests to wait" });
}

/** Sends two requests, where the first waits for `held`. Returns their statuses. */
async function collide(held: RawBuilder<unknown>, requests: readonly (() => Promise<{ status: number }>)[]) {
  const holder = await db.startTransaction().execute();
  await held.execute(holder);
  const sent: Promise<{ status: number }>[] = [];
  for (const request of requests) {
    sent.push(request());
    await settle(sent);
  }
  await holder.rollback().execute();
  return (await Promise.all(sent)).map(({ status }) => status);
}

test("two requests that create links with each other's codes do not deadlock", async () => {
  const statuses = await collide(insertCode("a-held"), [
    () => create({ short_code: "b-crossed", other_codes: ["a-held", "c-crossed"] }),
    () => create({ short_code: "c-crossed", other_codes: ["b-crossed"] }),
  ]);

  expect(statuses).toEqual([409, 201]);
});

test("two requests that create links with a code on two domains do not deadlock", async () => {
  await api.addDomain(ann.token, "go.example.com");
  await api.addDomain(ann.token, "to.example.com");
  const [go, to] = ["https://go.example.com/crossed", "https://to.example.com/crossed"];
  const statuses = await collide(insertCode("crossed"), [
    () => create({ short_code: "any-one", other_codes: [go, "crossed", to] }),
    () => create({ short_code: "any-other", other_codes: [to, go] }),
  ]);

  expect(statuses).toEqual([409, 201]);
});

test.each([
  ["tag", () => insertTag("shared-tag"), { tags: ["shared-tag"] }],
  ["external id", () => setExternalId("shared-id"), { external_id: "shared-id" }],
])(
  "a request that changes code and %s does not deadlock with one that creates a link with both",
  async (what, held, fields) => {
    const { body: link } = await create({});
    const both = { short_code: `with-${what.replace(" ", "-")}`, ...fields };

    const statuses = await collide(held(), [
      () => api.call("PATCH", `${urls}/${link.id}`, { token: ann.token, body: both }),
      () => create(both),
    ]);

    expect(statuses).toEqual([200, 409]);
  },
);
