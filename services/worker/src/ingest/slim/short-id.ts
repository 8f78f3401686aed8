import { randomFillSync } from "node:crypto";
import type { StoredClick } from "../store/stored-click.ts";

/** The random half of an id, as two signed 32-bit integers: a text for each click would cost several times as much. */
export type ShortId = Pick<StoredClick, "idHigh" | "idLow">;

/** Drawn in advance, as each call takes a microsecond. */
const random = new Int32Array(4_096);
let next = random.length;

/** The first half begins with the variant, two bits. */
export function drawIdHigh(): number {
  return (drawIdLow() & 0x3fffffff) | 0x80000000;
}

export function drawIdLow(): number {
  if (next === random.length) {
    randomFillSync(random);
    next = 0;
  }
  return random[next++] as number;
}

/** Returns the id of a click: unless it was given one, a UUID version 7 (RFC 9562, 5.7) of its time. */
export function toClickId({ id, at, idHigh, idLow }: Pick<StoredClick, "id" | "at" | keyof ShortId>): string {
  if (id !== undefined) return id;
  const high = toHex(idHigh);
  return `${toBeginning(at)}${high.slice(0, 4)}-${high.slice(4)}${toHex(idLow)}`;
}

/** Returns the random half of a click's id; undefined if its other half is not that of `toClickId`. */
export function toShortId(click: StoredClick): ShortId | undefined {
  const { id, at } = click;
  if (id === undefined) return click;
  if (!id.startsWith(toBeginning(at))) return undefined;
  const hex = id.slice(endAt).replace("-", "");
  return { idHigh: Number.parseInt(hex.slice(0, 8), 16) | 0, idLow: Number.parseInt(hex.slice(8), 16) | 0 };
}

/** Where the variant of a UUID begins. */
const endAt = 19;

function toBeginning(at: number): string {
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-`;
}

function toHex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, "0");
}
