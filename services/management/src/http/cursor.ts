import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { Instant, isStorable } from "@shunt/contracts/values";
import { z } from "zod";

/** Last item of a page that is sorted by time. */
export interface Position {
  /** ISO 8601, as precise as the sorted column. */
  at: string;
  id: string;
}

/** Last item of a page of people, sorted by name. */
export interface NamePosition {
  username: string;
  id: string;
}

/** A time as Postgres writes it, to the microsecond, in years that it can read back. */
const Moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/)
  .refine(value => Instant.safeParse(value).success);
const PositionCursor = z.tuple([Moment, z.uuid()]);
const NameCursor = z.tuple([z.string().max(100).refine(isStorable), z.uuid()]);

export function toCursor({ at, id }: Position): string {
  return encode([at, id]);
}

/** @throws Problem "validation-failed" for a cursor that is not from `toCursor` */
export function fromCursor(cursor: string): Position {
  const [at, id] = decode(PositionCursor, cursor);
  return { at, id };
}

export function toNameCursor({ username, id }: NamePosition): string {
  return encode([username, id]);
}

/** @throws Problem "validation-failed" for a cursor that is not from `toNameCursor` */
export function fromNameCursor(cursor: string | undefined): NamePosition | undefined {
  if (cursor === undefined) return undefined;
  const [username, id] = decode(NameCursor, cursor);
  return { username, id };
}

/** Last item of a page that is sorted by a name within workspaces. */
export interface KeyPosition {
  key: string;
  workspaceId: string;
}

export function toKeyCursor({ key, workspaceId }: KeyPosition): string {
  return encode([key, workspaceId]);
}

/** @throws Problem "validation-failed" for a cursor that is not from `toKeyCursor` */
export function fromKeyCursor(cursor: string | undefined): KeyPosition | undefined {
  if (cursor === undefined) return undefined;
  const [key, workspaceId] = decode(NameCursor, cursor);
  return { key, workspaceId };
}

/** The cursor of a list that is sorted by id is the id itself. @throws Problem "validation-failed" for anything else */
export function fromIdCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !z.uuid().safeParse(cursor).success) throw cursorProblem();
  return cursor;
}

/** The cursor of a list that is sorted by host is the host itself. @throws Problem "validation-failed" for anything else */
export function fromHostCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !/^[a-z0-9_.-]{1,253}$/.test(cursor)) throw cursorProblem();
  return cursor;
}

function encode(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Parses as strictly as a body, so that forged cursors never reach a query. */
function decode<S extends z.ZodType>(schema: S, cursor: string): z.infer<S> {
  const { data, success } = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!success) throw cursorProblem();
  return data as z.infer<S>;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw cursorProblem();
  }
}

function cursorProblem(): Problem {
  return fieldProblem("?cursor", "must be the next_cursor of an earlier page");
}
