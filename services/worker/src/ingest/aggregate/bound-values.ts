import { type CountedDimension, countedDimensions, type Db, type LinkDay } from "@shunt/db";
import { type DimensionReader, dimensionReaders } from "../dimension-readers.ts";
import type { StoredClick } from "../store/stored-click.ts";
import type { DimensionRow } from "./aggregate.ts";
import { findCrowded, findNamed, setNamedValues, toKey } from "./named-values-store.ts";

/** A dimension of a link and day, with the values that have a row. */
interface NamedDimension {
  limits: CountedDimension["limits"];
  reader: DimensionReader;
  values: Set<string>;
}

const indexOf = new Map<string, number>(countedDimensions.map(({ name }, index) => [name, index]));
/** Other dimensions whose limits affect the detail: a city with its region cut off is a different value. */
const decidedBy = countedDimensions.map(({ detail }, i) =>
  [...countedDimensions.keys()].filter(
    j => j !== i && countedDimensions[j]?.limits.some(({ column }) => detail.includes(column)),
  ),
);
/** Rows in which each value gets its own row. Unlimited dimensions get more than any smallint. */
const maxValues = countedDimensions.map(({ limits: [first] }) => first?.rows ?? 32_767);

/**
 * Limits the values per link, day and dimension: once the rows are used up, new values count as coarser ones. The
 * returned clicks record that in `coarse`, so that all sums agree. Callers must hold the links' locks.
 *
 * @param rows dimension rows that the clicks would add
 * @param busy links that may exceed a limit
 * @returns the clicks in the same order; the same array if none was made coarser
 */
export async function boundValues(
  tx: Db,
  clicks: readonly StoredClick[],
  rows: readonly DimensionRow[],
  busy: ReadonlySet<string>,
): Promise<readonly StoredClick[]> {
  const days = toRoom(rows.filter(({ linkId }) => busy.has(linkId)));
  if (days.length === 0) return clicks;
  const crowded = new Set((await findCrowded(tx, days)).map(toKey));
  const loaded = days.filter(day => crowded.has(toKey(day)) || day.room.some(room => room < 0));
  if (loaded.length === 0) return clicks;
  const named = await readNamed(tx, loaded);
  let isChanged = false;
  const fitted = new Map<StoredClick, StoredClick>();
  const links = new Set(loaded.map(({ linkId }) => linkId));
  for (const click of clicks.filter(({ linkId }) => links.has(linkId)).sort((a, b) => a.at - b.at)) {
    const dimensions = named.get(toKey(click));
    if (!dimensions) continue;
    const fit = dimensions.reduce((coarse, dimension) => fitInto(coarse, dimension), click);
    if (fit === click) continue;
    isChanged = true;
    fitted.set(click, fit);
  }
  return isChanged ? clicks.map(click => fitted.get(click) ?? click) : clicks;
}

/** How many rows each dimension may already have so that all new values fit. */
function toRoom(rows: readonly DimensionRow[]): (LinkDay & { room: number[] })[] {
  const days: (LinkDay & { room: number[] })[] = [];
  for (const { linkId, day, dimension } of rows) {
    let last = days.at(-1);
    if (last?.linkId !== linkId || last.day !== day) {
      last = { linkId, day, room: [...maxValues] };
      days.push(last);
    }
    const index = indexOf.get(dimension) ?? 0;
    last.room[index] = (last.room[index] ?? 0) - 1;
  }
  return days;
}

/**
 * Finds the dimensions in which not every new value fits, by `toKey`. Also stores the row counts, which are missing for
 * days that were not counted yet.
 */
async function readNamed(
  tx: Db,
  days: readonly (LinkDay & { room: number[] })[],
): Promise<Map<string, NamedDimension[]>> {
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
          ? [{ limits, reader: dimensionReaders[i] as DimensionReader, values: sets[i] as Set<string> }]
          : [],
      );
      return [toKey(day), tight];
    }),
  );
}

/** Tries the click unchanged, then with each coarser value. The coarsest always fits. */
function fitInto(click: StoredClick, { limits, reader, values }: NamedDimension): StoredClick {
  let candidate = click;
  for (const [i, bit] of [0, ...limits.map(limit => limit.bit)].entries()) {
    candidate = bit === 0 ? click : { ...click, coarse: (click.coarse ?? 0) | bit };
    const value = reader.value(candidate);
    if (value === null) return candidate;
    const name = toName(value, reader.detail(candidate));
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
