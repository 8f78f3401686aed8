import { sql } from "kysely";
import { type Drained, drainBacklog, toMicroseconds } from "../drain.ts";
import { makeClicks } from "../make-clicks.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import { type CopiedForm, copyRows, slimForm, wideForm } from "./copy-rows.ts";

export interface IngestRound extends Drained {
  /** COPY of clicks with their values, and with ids. */
  wide: CopyRate;
  slim: CopyRate;
}

interface CopyRate {
  perSecond: number;
  /** Processor time of Postgres for a row (µs). */
  microseconds: number;
}

const links = 10_000;

/** Measures in turn, from empty tables, one worker that drains a backlog of clicks, and COPY of the same number of rows. */
export async function runIngest(stage: Stage, { rounds, clicks }: { rounds: number; clicks: number }) {
  await seedLinks(stage.db, links);
  const seeded = await stage.db.selectFrom("links").select(["id", "target_url as url"]).execute();
  const made = makeClicks(seeded, clicks, Date.now());
  const results: IngestRound[] = [];
  while (results.length < rounds) {
    await empty(stage);
    const drained = await drainBacklog(stage, made);
    const copy = async (form: CopiedForm): Promise<CopyRate> => {
      await empty(stage);
      const { perSecond, postgresMs } = await copyRows(stage, form, made);
      return { perSecond, microseconds: toMicroseconds(0, postgresMs, clicks) };
    };
    results.push({ ...drained, wide: await copy(wideForm), slim: await copy(slimForm) });
  }
  return results;
}

async function empty({ db }: Stage): Promise<void> {
  await sql`truncate click_events, slim_clicks, link_destinations, link_totals, link_daily, link_quarter_hourly, link_daily_dimension, packed_dimensions, daily_visitors, ingested_batches`.execute(
    db,
  );
  await sql`vacuum analyze`.execute(db);
}
