import { type CountedDimension, countedDimensions, type Db } from "@shunt/db";
import { dimensionReaders, type ReadDimension } from "../dimensions-of.ts";
import type { StoredClick } from "../store/stored-click.ts";
import type { DimensionRow } from "./aggregate.ts";
import { findCrowded, findNamed, type LinkDay, setNamedValues, toKey } from "./named-values-store.ts";

/** A dimension of a link and day, and the values that have a row there. */
interface Named {
  limits: CountedDimension["limits"];
  read: ReadDimension;
  values: Set<string>;
}

const indexOf = new Map<string, number>(countedDimensions.map(({ name }, index) => [name, index]));
/** For each dimension those that decide on its detail as well: without its region, a city is another value. */
const decidedBy = countedDimensions.map(({ detail }, i) =>
  [...countedDimensions.keys()].filter(
    j => j !== i && countedDimensions[j]?.limits.some(({ column }) => detail.includes(column)),
  ),
);
/** Rows up to which each value gets one of its own. More than any smallint where there is no limit. */
const freePlaces = countedDimensions.map(({ limits: [first] }) => first?.rows ?? 32_767);

/**
 * Gives each link, day and dimension no more values than there are places: values that come when those are taken count as
 * coarser ones. The clicks say so themselves, so that whatever is counted of them comes to the same. First come, first
 * served. To be called under the links' locks.
 *
 * @param rows what the clicks would add to the dimensions
 * @param busy the links that may lack places
 * @returns the clicks in the same order; the very same array where all values have a place.
 */
export async function boundValues(
  tx: Db,
  clicks: readonly StoredClick[],
  rows: readonly DimensionRow[],
  busy: ReadonlySet<string>,
): Promise<readonly StoredClick[]> {
  const days = toRooms(rows.filter(({ linkId }) => busy.has(linkId)));
  if (days.length === 0) return clicks;
  const crowded = new Set((await findCrowded(tx, days)).map(toKey));
  const loaded = days.filter(day => crowded.has(toKey(day)) || day.room.some(room => room < 0));
  if (loaded.length === 0) return clicks;
  const named = await readNamed(tx, loaded);
  let isChanged = false;
  const fitted = new Map<StoredClick, StoredClick>();
  for (const click of clicks.toSorted((a, b) => a.at - b.at)) {
    const dimensions = named.get(toKey(click));
    if (!dimensions) continue;
    const fit = dimensions.reduce((coarse, dimension) => fitInto(coarse, dimension), click);
    if (fit === click) continue;
    isChanged = true;
    fitted.set(click, fit);
  }
  return isChanged ? clicks.map(click => fitted.get(click) ?? click) : clicks;
}

/** For each link and day, the rows that its dimensions may have already for all that is new to have a place. */
function toRooms(rows: readonly DimensionRow[]): (LinkDay & { room: number[] })[] {
  const days: (LinkDay & { room: number[] })[] = [];
  for (const { linkId, day, dimension } of rows) {
    let last = days.at(-1);
    if (last?.linkId !== linkId || last.day !== day) {
      last = { linkId, day, room: [...freePlaces] };
      days.push(last);
    }
    const index = indexOf.get(dimension) ?? 0;
    last.room[index] = (last.room[index] ?? 0) - 1;
  }
  return days;
}

/**
 * The dimensions of each link and day in which not all that is new has a place, by `toKey`. Notes how many rows all of them
 * have as well, as nobody knows it of a day that has not been counted.
 */
async function readNamed(tx: Db, days: readonly (LinkDay & { room: number[] })[]): Promise<Map<string, Named[]>> {
  const named = new Map(days.map(day => [toKey(day), countedDimensions.map(() => new Set<string>())]));
  for (const { dimension, value, detail, ...linkDay } of await findNamed(tx, days))
    named.get(toKey(linkDay))?.[indexOf.get(dimension) ?? 0]?.add(toName(value, detail));
  const valuesOf = (day: LinkDay) => named.get(toKey(day)) ?? [];
  await setNamedValues(
    tx,
    days.map(day => ({ ...day, counts: valuesOf(day).map(({ size }) => size) })),
  );
  return new Map(
    days.map(day => {
      const sets = valuesOf(day);
      const isTight = sets.map(({ size }, i) => size > (day.room[i] ?? 0));
      const tight = countedDimensions.flatMap(({ limits }, i) =>
        isTight[i] || decidedBy[i]?.some(j => isTight[j])
          ? [{ limits, read: dimensionReaders[i] as ReadDimension, values: sets[i] as Set<string> }]
          : [],
      );
      return [toKey(day), tight];
    }),
  );
}

/** Tries the click as it is, then with each coarser value; the last of those always has a place. */
function fitInto(click: StoredClick, { limits, read, values }: Named): StoredClick {
  let candidate = click;
  for (const [i, bit] of [0, ...limits.map(limit => limit.bit)].entries()) {
    candidate = bit === 0 ? click : { ...click, coarse: (click.coarse ?? 0) | bit };
    const [value, detail] = read(candidate);
    if (value === null || value === "") return candidate;
    const name = toName(value, detail);
    if (values.has(name)) return candidate;
    if (values.size < (limits[i]?.rows ?? Number.POSITIVE_INFINITY)) {
      values.add(name);
      return candidate;
    }
  }
  return candidate;
}

function toName(value: string, detail: string): string {
  return `${value}\0${detail}`;
}
