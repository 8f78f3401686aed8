import type { TopItem } from "@shunt/contracts/analytics";

/**
 * In descending order. Clicks without a value, `total - withValue`, appear as `restLabel`.
 *
 * @param withValue clicks of all values, including those missing in `values`
 */
export function toTopItems(
  values: readonly { label: string; clicks: number }[],
  { withValue, total, restLabel, limit }: { withValue: number; total: number; restLabel: string; limit: number },
): TopItem[] {
  const rest = total - withValue;
  const all = rest > 0 ? [...values, { label: restLabel, clicks: rest }] : values;
  return all
    .toSorted((a, b) => b.clicks - a.clicks || (a.label < b.label ? -1 : 1))
    .slice(0, limit)
    .map(value => toTopItem(value, total));
}

export function toTopItem({ label, clicks }: { label: string; clicks: number }, total: number): TopItem {
  return { label, count: clicks, percentage: total === 0 ? 0 : Math.round((clicks / total) * 10_000) / 100 };
}
