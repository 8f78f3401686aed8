import type { Db } from "@shunt/db";
import type { Days, LinkSummary } from "../click-reader.ts";
import { findDays } from "./summary-store.ts";
import type { FindTopValues } from "./top-values.ts";

/** Reads only sums, in one snapshot. */
export async function summarise(
  db: Db,
  findTopValues: FindTopValues,
  linkId: string,
  range: Days,
): Promise<LinkSummary> {
  const snapshot = db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
  return snapshot.execute(async tx => {
    const days = await findDays(tx, linkId, range);
    return { days, values: await findTopValues(tx, linkId, days, range) };
  });
}
