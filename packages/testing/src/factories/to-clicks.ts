import { type Click, type ClickColumn, clickColumnNames } from "@shunt/contracts/clicks";

interface Columns {
  count: number;
  at: Float64Array;
  dictionary: readonly string[];
  indexes: Readonly<Record<ClickColumn, ArrayLike<number>>>;
}

/** Returns the clicks of a decoded batch. */
export function toClicks({ count, at, dictionary, indexes }: Columns): Click[] {
  return Array.from({ length: count }, (_, i) => {
    const texts = clickColumnNames.map(name => [name, dictionary[indexes[name][i] as number]]);
    return { at: at[i] as number, ...(Object.fromEntries(texts) as Record<ClickColumn, string>) };
  });
}
