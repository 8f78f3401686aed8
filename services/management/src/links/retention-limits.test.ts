import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
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

test("an account keeps at most 1,000 idempotent answers and 64 MB of them, regardless of other accounts", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  const make = (token: string, key: string) =>
    api.call("POST", "/api/v1/urls", {
      body: { original_url: "https://example.com/" },
      token,
      headers: { "idempotency-key": key },
    });
  await make(bob.token, "of bob".replace(" ", "-"));
  await make(ann.token, "first");
  const { rows } = await sql<{ subject: Buffer }>`
    select subject_hash as subject from idempotent_answers order by created_at desc limit 1`.execute(db);
  const subject = rows[0]?.subject;
  const fill = (count: number, bytes: number) =>
    sql`
    insert into idempotent_answers (key_hash, subject_hash, fingerprint, answer, abandoned_at, created_at)
    select decode(md5(random()::text), 'hex'), ${subject}, '', decode(repeat('ab', ${bytes}), 'hex'), now(), now() - i * interval '1 second'
    from generate_series(1, ${count}) as i`.execute(db);
  const count = async () => {
    const found = await sql<{ count: number }>`
      select count(*) as count from idempotent_answers where subject_hash = ${subject}`.execute(db);
    return found.rows[0]?.count;
  };
  await fill(1_100, 10);

  await make(ann.token, "second");
  expect(await count()).toBe(1_000);

  await fill(70, 1_048_576);
  await make(ann.token, "third");
  expect(await count()).toBeLessThan(140);
  expect((await make(ann.token, "third")).headers.get("idempotency-replayed")).toBe("true");
  expect((await make(bob.token, "of-bob")).headers.get("idempotency-replayed")).toBe("true");
});

test("POST /urls/bulk limits the number and the length of the errors it lists", async () => {
  const { token } = await api.signUp();
  const unknownFields = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${"x".repeat(300)}${i}`, 1]));
  const rows = Array.from({ length: 1_200 }, () => ({
    original_url: "no",
    title: 5,
    notes: 5,
    tags: 5,
    ...unknownFields,
  }));

  const { body } = await api.call("POST", "/api/v1/urls/bulk", { body: rows, token });

  expect(body.failed).toBe(1_200);
  const [first] = body.results;
  expect(first.problem.errors.length).toBeLessThanOrEqual(4);
  expect(first.problem.errors.at(-1).detail).toMatch(/^and \d+ more$/);
  for (const { pointer, detail } of first.problem.errors) {
    expect(pointer.length).toBeLessThanOrEqual(200);
    expect(detail.length).toBeLessThanOrEqual(200);
  }
  expect(body.results[999].problem.errors).toBeDefined();
  expect(body.results[1_000].problem).toEqual({
    code: "validation-failed",
    detail: "Some fields are not valid. Details are listed for the first 1000 rows",
  });
});
