let second = { number: Number.NaN, text: "" };

/**
 * Formats a time (ms since the epoch) as ISO 8601. Caches the last second, which most clicks share with the one before.
 */
export function toInstant(at: number): string {
  const number = Math.floor(at / 1_000);
  if (number !== second.number) second = { number, text: new Date(number * 1_000).toISOString().slice(0, 19) };
  return second.text + fractions[at - number * 1_000];
}

/** By milliseconds. */
const fractions = Array.from({ length: 1_000 }, (_, i) => `.${String(i).padStart(3, "0")}Z`);
