import type { Sparklines, SparklinesQuery } from "@shunt/contracts/analytics";
import { type Caller, visibleTo } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toPeriod } from "./period.ts";

export async function getSparklines(
  { clicks }: AnalyticsDeps,
  actor: Caller,
  { link_id: ids, days }: SparklinesQuery,
): Promise<Sparklines> {
  const { from, to } = toPeriod({ days, timezone: "UTC" }, Date.now());
  const items = await clicks.findSparklines({ ids, isReadable: visibleTo(actor, "analytics") }, { from, to });
  return { from, to, items };
}
