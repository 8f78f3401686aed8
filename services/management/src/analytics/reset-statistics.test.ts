import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 3, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

test("a reset waits for the first clicks of a link that are written at the same time, and deletes their totals", async () => {
  const { token } = await api.signUp();
  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/" },
    token,
  });
  let resetting: Promise<{ status: number }> | undefined;

  await db.transaction().execute(async tx => {
    await sql`insert into link_totals (link_id, clicks, human_clicks, last_clicked_at)
      values (${link.id}, 1, 1, now())`.execute(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    resetting = api.call("DELETE", `/api/v1/analytics/${link.short_code}`, { token });
    const isWaiting = async () =>
      (await sql`select from pg_stat_activity where ${rows[0]?.pid} = any(pg_blocking_pids(pid))`.execute(db)).rows
        .length > 0;
    await waitFor(isWaiting, { what: "the reset to wait" });
  });

  expect((await resetting)?.status).toBe(204);
  expect(await db.selectFrom("link_totals").select("clicks").where("link_id", "=", link.id).execute()).toEqual([]);
});
