import { type ClickHouse, createClickHouse, foldVisitors, migrateClickHouse } from "@shunt/clickhouse";
import { createDb, type Db } from "@shunt/db";
import type { TestClickHouse } from "@shunt/testing/stores";
import { expect } from "vitest";
import { startTestApi, type TestApi } from "../start-test-api.ts";
import { moveByOperator } from "./move-by-operator.ts";
import { drawClicks } from "./random-clicks.ts";
import { type ResetTimes, writeToClickHouse, writeToPostgres } from "./write-clicks.ts";

const dayMs = 24 * 60 * 60_000;
/** More than fit into two parameters. */
const manyLinks = 7_000;

export type Query = Record<string, string | readonly string[]>;

export interface BothStores {
  /** Of the owner's links that exist; the statistics of the last were reset. */
  codes: readonly string[];
  /** Of all its links, also of one that was deleted. */
  ids: readonly string[];
  tokens: { owner: string; administrator: string; ownerOfMany: string };
  /** Returns the answer of the service on Postgres, then that of the service on ClickHouse. Both must be 200. */
  ask(path: string, query: Query, token?: string): Promise<[expected: unknown, found: unknown]>;
  stop(): Promise<void>;
}

export interface BothStoresOptions {
  /** Of the clicks. */
  seed: number;
  /** Fills ClickHouse by `shunt clicks move` instead of as workers do. */
  moves?: boolean;
}

/** Starts two services on one Postgres, the second with ClickHouse, and writes the same clicks to both stores. */
export async function startBothStores(
  engine: TestClickHouse,
  { seed, moves = false }: BothStoresOptions,
): Promise<BothStores> {
  const onPostgres = await startTestApi();
  const url = engine.newDatabase();
  await migrateClickHouse(url);
  const onClickHouse = await startTestApi({ DATABASE_URL: onPostgres.databaseUrl, CLICKHOUSE_URL: url });
  const db = createDb({ url: onPostgres.databaseUrl, max: 2, applicationName: "test" });
  const clickHouse = createClickHouse({ url, applicationName: "test", timeoutMs: 60_000 });
  const [owner, stranger, ownerOfMany] = [
    await onPostgres.signUp(),
    await onPostgres.signUp(),
    await onPostgres.signUp(),
  ];
  const links = await makeLinks(onPostgres, owner.token);
  const ofStranger = await makeLink(onPostgres, stranger.token);
  const many = moves ? [] : await makeManyLinks(onPostgres, ownerOfMany.token);
  const ids = links.map(({ id }) => id);
  const resets: ResetTimes = new Map([[ids.at(-1) as string, Date.now() - 20 * dayMs]]);
  for (const [id, at] of resets)
    await db
      .updateTable("links")
      .set({ clicks_since: new Date(at) })
      .where("id", "=", id)
      .execute();
  const clicks = drawClicks([...ids, ofStranger.id], 4_000, seed);
  if (many.length > 0) clicks.push(...drawClicks(many, 2_000, seed + 1));
  await writeToPostgres(db, clicks, resets, new Set(moves ? ids.slice(2, 3) : []));
  const orphans = await writeOrphans(db);
  const deleteFirst = () => onPostgres.call("DELETE", `/api/v1/urls/${links[0]?.short_code}`, { token: owner.token });
  if (moves) await moveByOperator(db, { DATABASE_URL: onPostgres.databaseUrl, CLICKHOUSE_URL: url }, deleteFirst);
  else {
    await writeToClickHouse(clickHouse, clicks, resets);
    await foldVisitors(clickHouse, dayBefore(1));
    await writeOrphansToClickHouse(clickHouse, orphans);
    await deleteFirst();
  }
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", stranger.id).execute();
  return {
    codes: links.slice(1).map(({ short_code }) => short_code),
    ids,
    tokens: { owner: owner.token, administrator: stranger.token, ownerOfMany: ownerOfMany.token },
    async ask(path, query, token = owner.token) {
      const search = new URLSearchParams();
      for (const [name, values] of Object.entries(query))
        for (const value of [values].flat()) search.append(name, value);
      const read = async (api: TestApi) => {
        const { status, body } = await api.call("GET", `${path}?${search}`, { token });
        expect(status, `${path}?${search}: ${JSON.stringify(body)}`).toBe(200);
        return body;
      };
      return [await read(onPostgres), await read(onClickHouse)];
    },
    async stop() {
      await clickHouse.close();
      await db.destroy();
      await onClickHouse.stop();
      await onPostgres.stop();
    },
  };
}

/** `YYYY-MM-DD`, in UTC. */
export function dayBefore(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
}

interface Link {
  id: string;
  short_code: string;
}

async function makeLinks(api: TestApi, token: string): Promise<Link[]> {
  await api.addDomain(token, "go.example");
  const settings = [
    {},
    { tags: ["a", "b"], folder: "Spring" },
    { tags: ["B"], folder: "spring" },
    { folder: "Autumn", title: "Leaves" },
    { domain: "go.example", tags: ["a"] },
    {},
    { tags: ["c"] },
  ];
  const links: Link[] = [];
  for (const fields of settings) links.push(await makeLink(api, token, fields));
  return links;
}

async function makeLink(api: TestApi, token: string, fields: object = {}): Promise<Link> {
  const { body } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://example.com/", ...fields },
    token,
  });
  return body;
}

async function makeManyLinks(api: TestApi, token: string): Promise<string[]> {
  const body = Array.from({ length: manyLinks }, () => ({ original_url: "https://example.com/", tags: ["many"] }));
  const answer = await api.call("POST", "/api/v1/urls/bulk", { body, token });
  return answer.body.results.map((result: { id: string }) => result.id);
}

async function writeOrphans(db: Db) {
  const rows = Array.from({ length: 280 }, (_, i) => ({
    ...{ domain_id: 1, day: dayBefore(i % 40), code: `code-${i % 7}`, hits: i + 1, human_hits: i },
    last_hit_at: new Date(Date.now() - (i % 40) * dayMs),
  }));
  await db.insertInto("orphan_hits").values(rows).execute();
  return rows;
}

async function writeOrphansToClickHouse(
  clickHouse: ClickHouse,
  rows: Awaited<ReturnType<typeof writeOrphans>>,
): Promise<void> {
  const lines = rows.map(row => {
    const time = row.last_hit_at.toISOString().replace("T", " ").slice(0, -1);
    return [row.domain_id, row.day, row.code, row.hits, row.human_hits, time].join("\t");
  });
  const columns = ["domain_id", "day", "code", "hits", "human_hits", "last_hit_at"] as const;
  await clickHouse.insert("orphan_hits", `${lines.join("\n")}\n`, { columns: [...columns], token: "orphans" });
}
