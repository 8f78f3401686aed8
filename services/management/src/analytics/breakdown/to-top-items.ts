import type { TopItem } from "@shunt/contracts/analytics";

/**
 * Values with their share of all clicks, most first. What the values lack to the total is clicks without a value, and has
 * a label of its own.
 *
 * @param known clicks of all values, of those beyond `values` as well
 */
export function toTopItems(
  values: readonly { label: string; clicks: number }[],
  { known, total, restLabel, limit }: { known: number; total: number; restLabel: string; limit: number },
): TopItem[] {
  const rest = total - known;
  const all = rest > 0 ? [...values, { label: restLabel, clicks: rest }] : values;
  return all
    .toSorted((a, b) => b.clicks - a.clicks || (a.label < b.label ? -1 : 1))
    .slice(0, limit)
    .map(({ label, clicks }) => ({
      label,
      count: clicks,
      percentage: total === 0 ? 0 : Math.round((clicks / total) * 10_000) / 100,
    }));
}
