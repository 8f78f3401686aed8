import { Problem, refuseField } from "@shunt/contracts";
import type { Request } from "express";
import type { z } from "zod";

/** Where a value came from, as it begins the pointer of a refused field. */
type Place = "body" | "query" | "params";
const pointerPrefix = { body: "/", query: "?", params: ":" } as const;

/**
 * Parses one part of a request with its schema.
 *
 * @throws Problem "validation-failed" that lists every refused field; "unsupported-media-type" for a body that is no JSON.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  req: Request,
  place: Place,
  mediaTypes: readonly string[] = ["application/json"],
): z.infer<S> {
  const value: unknown = req[place];
  const isLeftOut = value === undefined && schema.safeParse(undefined).success;
  if (place === "body" && !isLeftOut) refuseOtherMedia(req, mediaTypes);
  return parseValue(schema, value, place);
}

/** As `parseInput`, of a value that is at hand. @throws Problem "validation-failed" */
export function parseValue<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(issue => toFieldErrors(issue, place));
  throw new Problem("validation-failed", undefined, { errors });
}

function refuseOtherMedia(req: Request, mediaTypes: readonly string[]): void {
  const accepted = mediaTypes.join(" or ");
  if (req.get("content-type") !== undefined && !req.is([...mediaTypes]))
    throw new Problem("unsupported-media-type", `The body must be ${accepted}`);
  if (req.body === undefined) throw refuseField("", `a body is required, as ${accepted}`);
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
