import { memoize } from "@shunt/visitor/memoize";
import { type RawBuilder, sql } from "kysely";
import { writeUuid } from "./uuid-bytes.ts";

/**
 * Arrays as parameters in Postgres' binary format, which takes client and server less time than text. Bytes are sent as they
 * are, and read by the type of the cast. https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY-FORMAT describes
 * the format of elements; `array_recv` that of arrays.
 */

const headerBytes = 20;
/** Object ids of the built-in types, from `pg_type.dat`. */
const types = { bytea: 17, bigint: 20, date: 1082, uuid: 2950 } as const;
const dayMs = 24 * 60 * 60_000;
const firstDay = Date.UTC(2000, 0, 1) / dayMs;
const maxDays = 1_000;

const dayOf = memoize(day => Date.parse(day) / dayMs - firstDay, maxDays);

export function uuids(ids: readonly string[]): RawBuilder<string[]> {
  const { bytes, start } = begin("uuid", ids.length, 16);
  let at = start;
  let last = "";
  for (const id of ids) {
    at = bytes.writeInt32BE(16, at);
    // Most rows are sorted by link.
    if (id === last) bytes.copyWithin(at, at - 20, at - 4);
    else writeUuid(bytes, id, at);
    last = id;
    at += 16;
  }
  return sql`${bytes}::uuid[]`;
}

/** @param days as `YYYY-MM-DD` */
export function dates(days: readonly string[]): RawBuilder<string[]> {
  const { bytes, start } = begin("date", days.length, 4);
  let at = start;
  for (const day of days) {
    at = bytes.writeInt32BE(4, at);
    at = bytes.writeInt32BE(dayOf(day), at);
  }
  return sql`${bytes}::date[]`;
}

/** @param numbers integers */
export function bigints(numbers: readonly number[]): RawBuilder<number[]> {
  const { bytes, start } = begin("bigint", numbers.length, 8);
  let at = start;
  for (const number of numbers) {
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeInt32BE(Math.floor(number / 2 ** 32), at);
    at = bytes.writeInt32BE(number | 0, at);
  }
  return sql`${bytes}::bigint[]`;
}

/** @param values in hexadecimal, all of the same length */
export function byteas(values: readonly string[]): RawBuilder<Buffer[]> {
  const length = (values[0]?.length ?? 0) / 2;
  const { bytes, start } = begin("bytea", values.length, length);
  let at = start;
  for (const value of values) {
    at = bytes.writeInt32BE(length, at);
    at += bytes.write(value, at, length, "hex");
  }
  return sql`${bytes}::bytea[]`;
}

/** Returns an array without null, of one dimension, that still lacks its elements. */
function begin(type: keyof typeof types, count: number, elementBytes: number): { bytes: Buffer; start: number } {
  const bytes = Buffer.allocUnsafe(headerBytes + count * (4 + elementBytes));
  let at = bytes.writeInt32BE(1, 0);
  at = bytes.writeInt32BE(0, at);
  at = bytes.writeInt32BE(types[type], at);
  at = bytes.writeInt32BE(count, at);
  return { bytes, start: bytes.writeInt32BE(1, at) };
}
