import { atFirstUse } from "./at-first-use.ts";

/** The visitor's own zone, such as `Europe/Vienna`, which is what people mean by nine o'clock. */
export const getTimeZone = atFirstUse(() => Intl.DateTimeFormat().resolvedOptions().timeZone);

/** All zones, to choose from. */
export const getTimeZones = atFirstUse(() =>
  Intl.supportedValuesOf("timeZone").map(value => ({ value, label: value.replaceAll("_", " ") })),
);
