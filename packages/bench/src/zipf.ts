/** Fractional part of the golden ratio: its multiples modulo 1 are evenly distributed (Weyl). */
const goldenRatio = 0.618_033_988_749_894_9;

/** Returns `count` draws; the n-th item has a frequency proportional to 1/n (Zipf's law). Deterministic. */
export function drawZipf<T>(items: readonly T[], count: number): T[] {
  const cumulative: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= items.length; rank++) {
    sum += 1 / rank;
    cumulative.push(sum);
  }
  return Array.from({ length: count }, (_, i) => items[firstAbove(cumulative, ((i * goldenRatio) % 1) * sum)] as T);
}

/** Index of the first value above the limit, by binary search. */
function firstAbove(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
