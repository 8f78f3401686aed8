import { randomUUID } from "node:crypto";
import type { Click } from "@shunt/contracts/clicks";
import { selectClicks } from "@shunt/db";
import { aClick } from "@shunt/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSums } from "../testing/find-sums.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { rebuildLink } from "../upkeep/rebuild.ts";

let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());

const dayMs = 24 * 60 * 60_000;
const midnight = Math.floor(Date.now() / dayMs) * dayMs;

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\ud800",
    "a\udfff",
    "\0",
    "\0\ud800\0",
    "%",
    "%ED%A0%80",
    "%00",
    "\\N",
    "\\.",
    "\t\n\r\v\u2028",
    "(other)",
  ),
  fc.constantFrom("😀".repeat(6_000), "x".repeat(100_000), `${"x".repeat(499)}😀`, '"{}\\,'.repeat(500)),
);
const prefixed = (...prefixes: string[]) =>
  fc.tuple(fc.constantFrom("", ...prefixes), text).map(([prefix, rest]) => prefix + rest);
const ip = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom(
    "::ffff:1.2.3.4",
    "::FFFF:0102:0304",
    "fe80::1%eth0",
    "fe80::1%br-0a1b",
    "2600::1%a:b",
    "::",
    "::1",
    "1.2.3",
    "8.8.8.8",
    "2600:1F18::1",
  ),
  text,
);
const at = fc.oneof(
  fc.integer({ min: midnight - dayMs, max: midnight + dayMs - 1 }),
  fc.constantFrom(
    midnight,
    midnight - 1,
    midnight + 899_999,
    midnight - 399 * dayMs,
    midnight - 2 * dayMs,
    midnight - 3 * dayMs,
  ),
  fc.constantFrom(
    -1,
    0,
    -0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Date.UTC(9999, 11, 31),
    2 ** 63,
    Number.MIN_VALUE,
    midnight + 0.999,
  ),
);
const purpose = fc.oneof(
  fc.constant(""),
  fc.constantFrom("head", "opt-out", "aborted", "prefetch", "prefetch-pixel", "head opt-out prefetch-pixel", "PREVIEW"),
  text,
);
const target = fc.constantFrom(
  "link" as const,
  "link" as const,
  "other" as const,
  "missing" as const,
  "none" as const,
  "rubbish" as const,
);
const hostileClick = fc.record({
  target,
  at,
  ip,
  userAgent: prefixed("Mozilla/5.0 (", "curl/", "bot "),
  referrer: prefixed("https://", "android-app://", "https://a.example/"),
  language: prefixed("de-", "en;q="),
  marks: prefixed("utm_source=", "qr=1&utm_term=", "&&=&utm_campaign=%"),
  purpose,
  destination: prefixed("https://example.com/", "https://example.com/?utm_source="),
  missed: prefixed("7/", "0/a", "-1/", "99999999999/"),
  chosen: prefixed("rule=", "variant=", "class=human&reason=", "class=bot&reason="),
});

/** Counts the single clicks and visitors of a link. */
async function recount(linkId: string): Promise<{ clicks: number; visitors: number }> {
  const { rows } = await sql<{ clicks: number; visitors: number }>`
    select count(*)::int as clicks, count(distinct (clicked_at at time zone 'UTC')::date::text || visitor_hash::text)::int as visitors
    from ${selectClicks()} as e where link_id = ${linkId}`.execute(worker.db);
  return rows[0] as { clicks: number; visitors: number };
}

interface DayRow {
  clicks: number;
  unique_visitors: number;
  named_values?: unknown;
}

async function readSums(linkId: string) {
  const { link_daily: found = [], ...sums } = await findSums(worker.db, linkId);
  // Counted only for links with many clicks, and forgotten when sums are rebuilt.
  const days = (found as DayRow[]).map(({ named_values: _, ...day }) => day);
  return { ...sums, link_daily: days };
}

const isHead = ({ purpose }: Click) => purpose.split(" ").includes("head");

test("every click counts once with any values, and clicks and sums agree", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileClick, { minLength: 1, maxLength: 50 }), async hostile => {
      const [link, other] = [await insertTestLink(worker.db), await insertTestLink(worker.db)];
      const ids = { link, other, missing: randomUUID(), none: "", rubbish: link.replaceAll("-", "") };
      const clicks: Click[] = hostile.map(({ target, ...given }) => aClick({ ...given, linkId: ids[target] }));
      const half = Math.ceil(clicks.length / 2);

      const ingested = await Promise.all([worker.ingest(clicks.slice(0, half)), worker.ingest(clicks.slice(half))]);

      expect(ingested.map(({ dead }) => dead)).toEqual([0, 0]);
      for (const id of [link, other]) {
        const sent = clicks.filter(click => click.linkId === id && !isHead(click)).length;
        const found = await recount(id);
        const sums = await readSums(id);
        expect(found.clicks).toBe(sent);
        expect(sums.link_daily.reduce((sum, day) => sum + day.clicks, 0)).toBe(sent);
        expect(sums.link_daily.reduce((sum, day) => sum + day.unique_visitors, 0)).toBe(found.visitors);
        await rebuildLink(worker.db, id);
        expect(await readSums(id)).toEqual(sums);
      }
    }),
    { numRuns: 30 },
  );
});
