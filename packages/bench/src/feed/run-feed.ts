import { findFeed, selectFeed } from "@shunt/management/bench";
import { sql } from "kysely";
import type { Stage } from "../stage.ts";
import { median } from "../statistics.ts";
import { type FeedWorld, makeFeedWorld } from "./feed-world.ts";

/** Times of one page. `latenciesMs` has the median of each round. */
export interface FeedResult {
  posts: number;
  page: string;
  latenciesMs: number[];
}

const fewPosts = 10_000;
const requests = 100;

/** Limits as the service sends them: one post more than the page shows whether another page follows. */
const pages = [
  { page: "the first 20", limit: 21, isDeep: false },
  { page: "20 from the middle on", limit: 21, isDeep: true },
  { page: "the first 100", limit: 101, isDeep: false },
];
type Page = (typeof pages)[number];

/**
 * Measures the service's feed statement for a user with 1,000 friends among 10,000 and among `posts` posts, sequentially over
 * one connection. Also returns the query plan of the first page among `posts`.
 */
export async function runFeed(stage: Stage, { rounds, posts }: { rounds: number; posts: number }) {
  const worlds: FeedWorld[] = [];
  try {
    for (const count of [fewPosts, posts]) worlds.push(await makeFeedWorld(stage, count));
    const results = pages.flatMap(({ page }) => worlds.map(world => toResult(page, world)));
    // Warm-up.
    for (const page of pages) await measure(worlds, page);
    for (let round = 0; round < rounds; round++) {
      const medians: number[] = [];
      for (const page of pages) medians.push(...(await measure(worlds, page)));
      for (const [i, latencyMs] of medians.entries()) results[i]?.latenciesMs.push(latencyMs);
    }
    return { results, plan: await explain(worlds.at(-1) as FeedWorld, pages[0] as Page) };
  } finally {
    for (const { db } of worlds) await db.destroy();
  }
}

function toResult(page: string, { posts }: FeedWorld): FeedResult {
  return { posts, page, latenciesMs: [] };
}

/** Median of each world (ms), measured in turn, so that other load on the machine affects all of them. */
async function measure(worlds: readonly FeedWorld[], page: Page): Promise<number[]> {
  const times = worlds.map((): number[] => []);
  for (let i = 0; i < requests; i++) {
    for (const [at, world] of worlds.entries()) times[at]?.push(await time(world, page));
  }
  return times.map(median);
}

async function time(world: FeedWorld, page: Page): Promise<number> {
  const start = performance.now();
  const found = await findFeed(world.db, toWindow(world, page));
  const tookMs = performance.now() - start;
  if (found.length !== page.limit) throw new Error(`${found.length} posts on a page of ${page.limit}`);
  return tookMs;
}

function toWindow({ readerId, middleId }: FeedWorld, { limit, isDeep }: Page) {
  return { userId: readerId, before: isDeep ? middleId : undefined, offset: 0, limit };
}

async function explain(world: FeedWorld, page: Page): Promise<string> {
  const { rows } = await sql<{ "QUERY PLAN": string }>`
    explain (analyze, buffers, costs off) ${selectFeed(toWindow(world, page))}`.execute(world.db);
  return rows.map(row => row["QUERY PLAN"]).join("\n");
}
