import { type Weekday, weekdays } from "@shunt/contracts/links";

export interface LocalTime {
  weekday: Weekday;
  /** Minutes since midnight by the clock, 0 to 1,439. */
  minute: number;
}

const msPerMinute = 60_000;

const readers = new Map<string, (at: number) => LocalTime>();

/** Returns a reader of the local time of an IANA zone, with its daylight saving time. Zones share one reader. */
export function localTimeReader(timeZone: string): (at: number) => LocalTime {
  const known = readers.get(timeZone);
  if (known) return known;
  const reader = createReader(timeZone);
  readers.set(timeZone, reader);
  return reader;
}

/** Formatting is slow, and all visits of a minute have the same local time. */
function createReader(timeZone: string): (at: number) => LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  let last: { slot: number; time: LocalTime } | undefined;
  return at => {
    const slot = Math.floor(at / msPerMinute);
    if (last?.slot !== slot) last = { slot, time: toLocalTime(format.formatToParts(at)) };
    return last.time;
  };
}

function toLocalTime(parts: readonly Intl.DateTimeFormatPart[]): LocalTime {
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find(part => part.type === type)?.value ?? "";
  const name = read("weekday").toLowerCase();
  return {
    weekday: weekdays.find(weekday => weekday === name) ?? "monday",
    minute: Number(read("hour")) * 60 + Number(read("minute")),
  };
}
