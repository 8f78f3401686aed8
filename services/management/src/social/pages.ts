import { isStorable, refuseField } from "@shunt/contracts";
import { z } from "zod";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** @param rows one more than the page has, if there are more */
export function toPage<T>(rows: readonly T[], size: number, toCursor: (last: T) => string): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > size && last !== undefined ? toCursor(last) : null };
}

/** Where a page of what is sorted by id ended: the id itself. @throws Problem "validation-failed" for what is none */
export function fromIdCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !z.uuid().safeParse(cursor).success) throw refuseCursor();
  return cursor;
}

/** Where a page of people, sorted by their names, ended. */
export interface NamePosition {
  username: string;
  id: string;
}

const NameCursor = z.tuple([z.string().refine(isStorable), z.uuid()]);

/** For clients, who are not to look into it. */
export function toNameCursor({ username, id }: NamePosition): string {
  return Buffer.from(JSON.stringify([username, id])).toString("base64url");
}

/** @throws Problem "validation-failed" for what `toNameCursor` has not made */
export function fromNameCursor(cursor: string | undefined): NamePosition | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [username, id] = NameCursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { username, id };
  } catch {
    throw refuseCursor();
  }
}

function refuseCursor() {
  return refuseField("?cursor", "is not a cursor of an earlier page");
}
