import { atFirstUse } from "./at-first-use.ts";

const storageKey = "shunt-time-zone";

/** The zone that the account chose for pages, if any. */
export const getChosenZone = atFirstUse(() => ({ timeZone: readChosen() }));

/** The zone of all times, such as `Europe/Vienna`: that of the account, else the visitor's own, which is what people mean by nine o'clock. */
export const getTimeZone = atFirstUse(
  () => getChosenZone().timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
);

/** All zones, to choose from. */
export const getTimeZones = atFirstUse(() =>
  Intl.supportedValuesOf("timeZone").map(value => ({ value, label: value.replaceAll("_", " ") })),
);

/** Takes effect as the page loads again. @param zone null for that of the browser */
export function saveTimeZone(zone: string | null): void {
  if (zone === null) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, zone);
}

/** Difference of the zone's clocks to UTC at a moment (ms). */
export function toOffsetMs(time: number): number {
  if (getChosenZone().timeZone === undefined) return -new Date(time).getTimezoneOffset() * 60_000;
  const second = Math.floor(time / 1_000) * 1_000;
  const shown = Object.fromEntries(
    clock()
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day, hour, minute, second: shownSecond } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, shownSecond) - second;
}

const clock = atFirstUse(
  () =>
    new Intl.DateTimeFormat("en-US", {
      timeZone: getTimeZone(),
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }),
);

/** Browsers may not know a zone that the server knows. */
function readChosen(): string | undefined {
  const zone = localStorage.getItem(storageKey);
  if (zone === null) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
