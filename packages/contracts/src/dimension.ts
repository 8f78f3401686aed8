/** What clicks can be broken down and filtered by. Every dimension is a field of `ClickEvent` too. */
export interface DimensionEntry<Column extends string = string> {
  /** Column of `click_events` with the value. */
  column: Column;
  /** Label of clicks without a value. */
  restLabel: string;
  /** No click is without a value; one that the column holds may still count as none. */
  isRequired?: true;
  /** Value of the column that counts as none. */
  restValue?: string;
  /** How clicks are counted by it; or the dimension whose counts tell it as well, by their detail. */
  counts: Counting<Column> | string;
  /** Stands between value and detail in the label. Without it the label is the value alone. */
  separator?: string;
}

/** How a dimension is counted in `link_daily_dimension`, by value and detail. */
export interface Counting<Column extends string = string> {
  /** Index in `link_daily.named_values`. Never changed, never used twice. */
  slot: number;
  /** Columns that tell equal values apart, such as the version of a browser; joined by a comma. */
  detail?: readonly Column[];
  /**
   * Visitors choose what many dimensions hold, so that a link and UTC day has a limited number of rows for each, 2,000 for all
   * together. The last coarser form of a click always gets a row.
   */
  limits?: readonly Limit<Column>[];
}

/** A click that would need one more than this many rows counts as if `column` held `as`. The click itself keeps its value. */
export interface Limit<Column extends string = string> {
  rows: number;
  column: Column;
  as: typeof otherLabel | null;
  /** Bit of `click_events.coarse` that records it. Never changed, never used twice. */
  bit: number;
}

/** Label of the values beyond a limit. */
export const otherLabel = "(other)";

/** In the order of the fields of `ClickEvent`. Append only: it is the order of columns in exports. */
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
  utm_source: mark("utm_source", { slot: 11, rows: 99, bit: 1 << 10 }),
  utm_medium: mark("utm_medium", { slot: 12, rows: 59, bit: 1 << 11 }),
  utm_campaign: mark("utm_campaign", { slot: 13, rows: 119, bit: 1 << 12 }),
  utm_term: mark("utm_term", { slot: 14, rows: 119, bit: 1 << 13 }),
  utm_content: mark("utm_content", { slot: 15, rows: 119, bit: 1 << 14 }),
  destination: {
    column: "destination",
    restLabel: "Unknown",
    isRequired: true,
    counts: { slot: 8, limits: [{ rows: 49, column: "destination", as: otherLabel, bit: 1 << 8 }] },
  },
} as const satisfies Record<string, DimensionEntry>;

function mark<const Column extends string>(
  column: Column,
  { slot, rows, bit }: { slot: number; rows: number; bit: number },
) {
  return { column, restLabel: "None", counts: { slot, limits: [{ rows, column, as: otherLabel, bit }] } } as const;
}

export type Dimension = keyof typeof dimensionTable;
/** Dimensions that every click has a value of. */
export type RequiredDimension = {
  [D in Dimension]: (typeof dimensionTable)[D] extends { isRequired: true } ? D : never;
}[Dimension];
export const dimensions = Object.keys(dimensionTable) as [Dimension, ...Dimension[]];

/** Longest value of a dimension in the counts, in characters: an index entry of Postgres has 2,704 bytes at most. */
export const maxDimensionValue = 500;
