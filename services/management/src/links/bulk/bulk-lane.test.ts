import { type Operation, operations } from "@shunt/contracts/operations";
import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

/** Per account, one request runs and eight wait. */
const share = 9;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const id = "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10";
const url = "https://example.com/";
const csv = { body: `url\n${url}`, headers: { "content-type": "text/csv" } };
const requests: Record<string, { path: string; body: unknown; headers?: Record<string, string> }> = {
  createLinks: { path: operations.createLinks.path, body: [{ original_url: url }] },
  updateLinks: { path: operations.updateLinks.path, body: [{ id, title: "x" }] },
  deleteLinks: { path: operations.deleteLinks.path, body: [id] },
  importLinks: { path: operations.importLinks.path, ...csv },
};
const dryRuns = { "importLinks, a dry run": { path: `${operations.importLinks.path}?dry_run=true`, ...csv } };

test("this file covers every operation with the limit bulk", () => {
  const counted = Object.entries<Operation>(operations).filter(([, { limit }]) => limit === "bulk");

  expect(Object.keys(requests).sort()).toEqual(counted.map(([name]) => name).sort());
});

test.each(Object.entries({ ...requests, ...dryRuns }))(
  "%s runs one request per account at a time and answers 429 when the queue is full",
  async (name, { path, ...rest }) => {
    const ann = await api.signUp();
    const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
    const { method } = operations[name.split(",")[0] as keyof typeof operations];
    let answered: number[] = [];

    const all = await db.transaction().execute(async tx => {
      await sql`lock table links in access exclusive mode`.execute(tx);
      const sent = Array.from({ length: share + 3 }, async () => {
        const { status } = await api.call(method.toUpperCase(), path, { ...rest, token: ann.token });
        answered = [...answered, status];
        return status;
      });
      await waitFor(() => answered.length === 3, { what: "three to be refused" });
      expect(answered).toEqual([429, 429, 429]);
      return sent;
    });

    expect((await Promise.all(all)).filter(status => status === 200)).toHaveLength(share);
    await db.destroy();
  },
);
