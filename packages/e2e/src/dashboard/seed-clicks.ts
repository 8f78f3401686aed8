import { createHash, randomUUID } from "node:crypto";
import type { Link } from "@shunt/contracts/links";
import { expect } from "vitest";
import { runOperator } from "../harness/run-operator.ts";
import type { Shunt } from "../harness/start-shunt.ts";

const dayMs = 86_400_000;
const days = 60;
const rowsOfAnInsert = 500;
const countries = ["AT", "DE", "US", "FR", "ES", "GB", "BR", "IN", "JP", "CH", "IT", "PL", "CA", "AU", "MX"];
const browsers = ["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet"];
const systems = ["Android", "iOS", "Windows", "macOS", "Linux"];
const referrers = ["google.com", "x.com", "facebook.com", "news.ycombinator.com", "linkedin.com", null];
const languages = ["de", "en-gb", "en", "fr", "es", "pt-br"];

/** Stores clicks of the last weeks, most on the first links and the latest days, and adds them up. */
export async function seedClicks(shunt: Shunt, links: readonly Link[], count: number): Promise<void> {
  const { workspace_id } = await shunt.db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", links[0]?.id ?? "")
    .executeTakeFirstOrThrow();
  const random = makeRandom();
  const rows = Array.from({ length: count }, () => makeRow(links, workspace_id, random));
  for (let at = 0; at < count; at += rowsOfAnInsert) {
    await shunt.db
      .insertInto("click_events")
      .values(rows.slice(at, at + rowsOfAnInsert))
      .execute();
  }
  const toDay = (time: number) => new Date(time).toISOString().slice(0, 10);
  const period = ["--from", toDay(Date.now() - days * dayMs), "--to", toDay(Date.now())];
  expect(await runOperator(shunt.env, "clicks", "rebuild", ...period)).toMatchObject({ code: 0 });
}

function makeRow(links: readonly Link[], workspace_id: string, random: () => number) {
  /** The higher the slope, the more often the first items. */
  const pick = <T>(items: readonly T[], slope = 1) => items[Math.floor(random() ** slope * items.length)] as T;
  const { id: link_id, original_url: destination } = pick(links, 2);
  const clickedAt = new Date(Date.now() - random() ** 1.3 * days * dayMs);
  // People are awake during the day.
  if (random() < 0.6) clickedAt.setUTCHours(8 + Math.floor(random() * 11));
  const isHuman = random() < 0.92;
  return {
    id: randomUUID(),
    link_id,
    workspace_id,
    clicked_at: new Date(Math.min(clickedAt.getTime(), Date.now())),
    class: isHuman ? "human" : "bot",
    class_reason: isHuman ? null : "googlebot",
    visitor_hash: null,
    country: pick(countries, 1.8),
    region: null,
    city: null,
    browser: pick(browsers, 1.7),
    browser_version: String(120 + Math.floor(random() * 9)),
    os: pick(systems),
    os_version: String(10 + Math.floor(random() * 8)),
    device: pick(["mobile", "desktop", "tablet"], 1.6),
    referrer_host: pick(referrers),
    language: pick(languages, 1.5),
    source: random() < 0.15 ? "qr" : "link",
    utm_source: pick(["newsletter", "instagram", null, null]),
    utm_medium: null,
    utm_campaign: pick(["autumn", null]),
    utm_term: null,
    utm_content: null,
    destination,
    destination_hash: createHash("sha256").update(destination).digest(),
    is_first_visit: random() < 0.7,
  };
}

/** The same numbers in each run, so that pictures change only with the pages (mulberry32). */
function makeRandom(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
