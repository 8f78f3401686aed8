/** The share of each weight, from 0 to 1. Weights that are no numbers of at least 0 have none. */
export function toShares(weights: readonly string[]): number[] {
  const numbers = weights.map(weight => {
    const value = Number(weight);
    return Number.isFinite(value) && value > 0 ? value : 0;
  });
  const sum = numbers.reduce((total, value) => total + value, 0);
  return numbers.map(value => (sum === 0 ? 0 : value / sum));
}

/** Whole weights that add up to 100 and differ by one at most: `34, 33, 33`. */
export function toEvenWeights(count: number): string[] {
  const base = Math.floor(100 / count);
  const rest = 100 - base * count;
  return Array.from({ length: count }, (_, i) => String(base + (i < rest ? 1 : 0)));
}
