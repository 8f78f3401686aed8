import { refuseField } from "@shunt/contracts";
import { z } from "zod";

/** Where a page of what is sorted by time ended: the last item on it. */
export interface Position {
  /** ISO 8601, as precise as what is sorted. */
  at: string;
  id: string;
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** For clients, who are not to look into it. */
export function toCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** @throws Problem "validation-failed" for what `toCursor` has not made */
export function fromCursor(cursor: string): Position {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { at, id };
  } catch {
    throw refuseField("?cursor", "is not a cursor of an earlier page");
  }
}
