/** A property that clicks can be grouped and filtered by. Every dimension is also a field of `ClickEvent`. */
export interface DimensionEntry<Column extends string = string> {
  /** Column of `click_events` with the value. */
  column: Column;
  /** Label of clicks without a value. */
  restLabel: string;
  /** Every click has a value, which may be `restValue`. */
  isRequired?: true;
  /** Column value that counts as no value. */
  restValue?: string;
  /** How clicks are counted; or the dimension whose counts contain this one as their detail. */
  counts: Counting<Column> | string;
  /** Separates value and detail in the label. Without a separator, the label is the value alone. */
  separator?: string;
}

/** Counting of a dimension in `link_daily_dimension`, by value and detail. */
export interface Counting<Column extends string = string> {
  /** Index in `link_daily.named_values`. Never change or reuse it. */
  slot: number;
  /** Columns that distinguish equal values, such as the version of a browser; joined by a comma. */
  detail?: readonly Column[];
  /**
   * Visitors control the values of many dimensions, so a link has a limited number of rows per UTC day and dimension, 2,000 in total.
   * The coarsest form of a click always gets a row.
   */
  limits?: readonly Limit<Column>[];
}

/** Above `rows` rows, further clicks count as if `column` contained `as`. The stored click keeps its value. */
export interface Limit<Column extends string = string> {
  rows: number;
  column: Column;
  as: typeof otherLabel | null;
  /** Bit in `click_events.coarse` that records this. Never change or reuse it. */
  bit: number;
}

/** Label of values beyond a limit. */
export const otherLabel = "(other)";

/** In the order of `ClickEvent`. Append only, because exports have the same order of columns. */
export const dimensionTable = {
  country: { column: "country", restLabel: "Unknown", counts: { slot: 0 } },
  region: {
    column: "region",
    restLabel: "Unknown",
    separator: ", ",
    counts: { slot: 1, detail: ["country"], limits: [{ rows: 150, column: "region", as: null, bit: 1 << 0 }] },
  },
  city: {
    column: "city",
    restLabel: "Unknown",
    separator: ", ",
    counts: { slot: 2, detail: ["region", "country"], limits: [{ rows: 180, column: "city", as: null, bit: 1 << 1 }] },
  },
  browser: {
    column: "browser",
    restLabel: "Unknown",
    counts: {
      slot: 3,
      detail: ["browser_version"],
      limits: [
        { rows: 230, column: "browser_version", as: null, bit: 1 << 2 },
        { rows: 279, column: "browser", as: otherLabel, bit: 1 << 3 },
      ],
    },
  },
  browser_version: { column: "browser_version", restLabel: "Unknown", counts: "browser", separator: " " },
  os: {
    column: "os",
    restLabel: "Unknown",
    counts: {
      slot: 4,
      detail: ["os_version"],
      limits: [
        { rows: 70, column: "os_version", as: null, bit: 1 << 4 },
        { rows: 99, column: "os", as: otherLabel, bit: 1 << 5 },
      ],
    },
  },
  os_version: { column: "os_version", restLabel: "Unknown", counts: "os", separator: " " },
  device: { column: "device", restLabel: "Unknown", counts: { slot: 5 } },
  referrer: {
    column: "referrer_host",
    restLabel: "Direct",
    counts: { slot: 6, limits: [{ rows: 199, column: "referrer_host", as: otherLabel, bit: 1 << 6 }] },
  },
  language: {
    column: "language",
    restLabel: "Unknown",
    counts: { slot: 7, limits: [{ rows: 99, column: "language", as: otherLabel, bit: 1 << 7 }] },
  },
  source: { column: "source", restLabel: "link", isRequired: true, restValue: "link", counts: { slot: 9 } },
  class: {
    column: "class",
    restLabel: "human",
    isRequired: true,
    restValue: "human",
    counts: {
      slot: 10,
      detail: ["class_reason"],
      limits: [{ rows: 50, column: "class_reason", as: null, bit: 1 << 9 }],
    },
  },
  utm_source: utmDimension("utm_source", { slot: 11, rows: 99, bit: 1 << 10 }),
  utm_medium: utmDimension("utm_medium", { slot: 12, rows: 59, bit: 1 << 11 }),
  utm_campaign: utmDimension("utm_campaign", { slot: 13, rows: 119, bit: 1 << 12 }),
  utm_term: utmDimension("utm_term", { slot: 14, rows: 119, bit: 1 << 13 }),
  utm_content: utmDimension("utm_content", { slot: 15, rows: 119, bit: 1 << 14 }),
  destination: {
    column: "destination",
    restLabel: "Unknown",
    isRequired: true,
    counts: { slot: 8, limits: [{ rows: 49, column: "destination", as: otherLabel, bit: 1 << 8 }] },
  },
  rule: {
    column: "rule",
    restLabel: "None",
    counts: { slot: 16, limits: [{ rows: 54, column: "rule", as: otherLabel, bit: 1 << 15 }] },
  },
  variant: {
    column: "variant",
    restLabel: "None",
    counts: { slot: 17, limits: [{ rows: 49, column: "variant", as: otherLabel, bit: 1 << 16 }] },
  },
} as const satisfies Record<string, DimensionEntry>;

function utmDimension<const Column extends string>(
  column: Column,
  { slot, rows, bit }: { slot: number; rows: number; bit: number },
) {
  return { column, restLabel: "None", counts: { slot, limits: [{ rows, column, as: otherLabel, bit }] } } as const;
}

export type Dimension = keyof typeof dimensionTable;
/** Dimensions in which every click has a value. */
export type RequiredDimension = {
  [D in Dimension]: (typeof dimensionTable)[D] extends { isRequired: true } ? D : never;
}[Dimension];
export const dimensions = Object.keys(dimensionTable) as [Dimension, ...Dimension[]];

/** Longest value of a dimension in the counts, in characters. An index entry in Postgres has at most 2,704 bytes. */
export const maxDimensionValue = 500;
