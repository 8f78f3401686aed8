import { z } from "zod";
import { ShortCode } from "../short-code.ts";

export const ShortCodeParams = z.strictObject({ short_code: ShortCode });

export const SummaryQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(30) });

const TopItem = z.object({
  label: z.string(),
  count: z.int(),
  /** Of all clicks in the period, 0 to 100, two decimals. */
  percentage: z.number(),
});
export type TopItem = z.infer<typeof TopItem>;

const DailyStat = z.object({ date: z.iso.date(), clicks: z.int(), unique_visitors: z.int() });
export type DailyStat = z.infer<typeof DailyStat>;

/** Every number covers the same period: the last `period_days` UTC days, today included. Bots and previews are left out. */
export const AnalyticsSummary = z
  .object({
    short_code: z.string(),
    total_clicks: z.int(),
    unique_visitors: z.int(),
    top_countries: z.array(TopItem),
    top_browsers: z.array(TopItem),
    top_os: z.array(TopItem),
    top_devices: z.array(TopItem),
    top_referrers: z.array(TopItem),
    daily_stats: z.array(DailyStat),
    period_days: z.int(),
  })
  .meta({ id: "AnalyticsSummary" });
export type AnalyticsSummary = z.infer<typeof AnalyticsSummary>;
