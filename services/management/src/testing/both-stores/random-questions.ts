import { breakdownDimensions } from "@shunt/contracts/analytics";
import { type Operation, operations } from "@shunt/contracts/operations";
import fc from "fast-check";
import { anyQuery } from "./random-queries.ts";
import type { Query } from "./start-both-stores.ts";

const interval = fc.constantFrom("hour", "day", "week", "month").map(each => ({ interval: each }));
const size = (...sizes: string[]) => fc.constantFrom(...sizes).map(each => ({ size: each }));

/** Parameters of each operation besides those of `anyQuery`. */
export const own: Record<string, fc.Arbitrary<Query>> = {
  getSeries: interval,
  getBreakdown: fc
    .tuple(fc.constantFrom(...breakdownDimensions), size("1", "3", "50"))
    .map(([dimension, limit]) => ({ dimension, ...limit })),
  getTopLinks: size("1", "3", "50"),
  getHeatMap: fc.constant({}),
  compareLinks: interval,
  listClickEvents: size("1", "20", "1000"),
  exportClickEvents: fc.constantFrom("csv", "ndjson").map(format => ({ format })),
};
/** Asked without random parameters. */
export const others = ["getSummary", "getSparklines", "listOrphans"];
export const questions = Object.entries<Operation>(operations).filter(
  ([name, { tag, method, path }]) =>
    tag === "analytics" && method === "get" && /^\/api\/v1\/analytics\//.test(path) && name !== "watchClicks",
);

/** A question of one of `own`, about all links of the owner or about some. */
export function anyQuestion(name: string, codes: readonly string[]): fc.Arbitrary<{ path: string; query: Query }> {
  const { path } = operations[name as "getSeries"];
  const numbers = fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 4 });
  return fc.tuple(anyQuery, own[name] as fc.Arbitrary<Query>, numbers).map(([query, more, some]) => {
    const isByName = name === "compareLinks" || some.length > 0;
    // Links are named by their codes, which are on another domain.
    const { domain: _, ...others } = query;
    const link = (some.length > 0 ? some : [0, 5]).map(number => codes[number] as string);
    const isLong = more.interval === "hour" && Number(query.days ?? 1) > 31;
    return { path, query: { ...(isByName ? { ...others, link } : query), ...more, ...(isLong && { days: "31" }) } };
  });
}
