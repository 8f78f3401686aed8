import { type Operation, Problem, refuseField } from "@shunt/contracts";
import type { Request } from "express";
import type { z } from "zod";
import { mediaTypesOf } from "./body/read-body.ts";

/** Refused fields that one answer lists. */
const maxErrors = 100;

/** Where a value came from, as it begins the pointer of a refused field. */
type Place = "body" | "query" | "params";
const pointerPrefix = { body: "/", query: "?", params: ":" } as const;

/**
 * Parses one part of a request with its schema.
 *
 * @throws Problem "validation-failed" that lists the refused fields
 */
export function parseValue<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(issue => toFieldErrors(issue, place)).slice(0, maxErrors);
  throw new Problem("validation-failed", undefined, { errors });
}

/**
 * Parses the body of an operation.
 *
 * @param value as it was read; undefined when there was none, or one of a media type that the operation does not accept
 * @throws Problem "validation-failed", or "unsupported-media-type" for a body of another media type
 */
export function parseBody(operation: Operation, req: Request, value: unknown): unknown {
  const schema = operation.body;
  if (!schema) return undefined;
  if (value === undefined) {
    const leftOut = schema.safeParse(undefined);
    if (leftOut.success) return leftOut.data;
    const accepted = mediaTypesOf(operation).join(" or ");
    if (req.headers["content-type"] !== undefined && !req.is([...mediaTypesOf(operation)]))
      throw new Problem("unsupported-media-type", `The body must be ${accepted}`);
    throw refuseField("", `a body is required, as ${accepted}`);
  }
  return parseValue(schema, value, "body");
}

function toFieldErrors(issue: z.core.$ZodIssue, place: Place) {
  if (issue.code !== "unrecognized_keys") return [{ pointer: toPointer(issue.path, place), detail: issue.message }];
  return issue.keys.map(key => ({ pointer: toPointer([...issue.path, key], place), detail: "is not a known field" }));
}

/** RFC 6901: `~` and `/` inside a name are escaped. The whole body is the empty pointer. */
function toPointer(path: readonly PropertyKey[], place: Place): string {
  if (path.length === 0) return place === "body" ? "" : pointerPrefix[place];
  return pointerPrefix[place] + path.map(part => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}
