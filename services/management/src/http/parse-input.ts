import type { Operation } from "@shunt/contracts/operations";
import {
  describeIssue,
  type FieldError,
  fieldProblem,
  Problem,
  unexplained,
  validationProblem,
} from "@shunt/contracts/problem";
import type { Request } from "express";
import { z } from "zod";
import { mediaTypesOf } from "./body/read-body.ts";

const maxErrors = 100;

/** Operations without a query have no fields. */
const NoQuery = z.strictObject({}).transform(() => undefined);

/** Part of the request that a value comes from. Determines the prefix of its pointer. */
type Place = "body" | "query" | "params";
const pointerPrefix = { body: "/", query: "?", params: ":" } as const;

/**
 * @throws Problem "validation-failed" with the invalid fields, or `value` itself if it is a Problem
 */
export function parseValue<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.infer<S> {
  if (value instanceof Problem) throw value;
  const parsed = schema.safeParse(value, { error: describeIssue });
  if (parsed.success) return parsed.data;
  const issues =
    place === "query" ? parsed.error.issues.map(issue => explainRepeat(issue, value)) : parsed.error.issues;
  throw validationProblem(toFieldErrors(issues, place).slice(0, maxErrors));
}

/** A parameter that is sent twice is a list of values, which its schema takes for a value of the wrong type. */
function explainRepeat(issue: z.core.$ZodIssue, query: unknown): z.core.$ZodIssue {
  const [name, ...inside] = issue.path;
  const isBound = issue.code === "too_big" || issue.code === "too_small";
  if (name === undefined || inside.length > 0 || isBound) return issue;
  const isRepeated = Array.isArray((query as Record<PropertyKey, unknown>)[name]);
  return isRepeated ? { ...issue, message: "must be given only once" } : issue;
}

/** @throws Problem "validation-failed", also for fields of operations that declare no query */
export function parseQuery({ query = NoQuery }: Operation, value: unknown): unknown {
  return parseValue(query, value, "query");
}

/**
 * @param value of the body; undefined without a body or for a media type that the operation does not accept
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
    throw fieldProblem("", `a body is required, as ${accepted}`);
  }
  return parseValue(schema, value, "body");
}

function toFieldErrors(
  issues: readonly z.core.$ZodIssue[],
  place: Place,
  base: readonly PropertyKey[] = [],
): FieldError[] {
  const perField = Map.groupBy(
    issues,
    ({ code, path }) => `${code === "unrecognized_keys"} ${toPointer(path, "body")}`,
  );
  return [...perField.values()].flatMap(same => toErrorsOf(tellingOf(same), place, base));
}

/**
 * The issue that explains most of a value: its type, since a list in place of a text also has too few entries for one; else the last bound,
 * since the one of the type comes before the field's own.
 */
function tellingOf(same: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const last = same.at(-1) as z.core.$ZodIssue;
  const isBound = ({ code }: z.core.$ZodIssue) => code === "too_big" || code === "too_small";
  return same.find(({ code }) => code === "invalid_type") ?? (same.every(isBound) ? last : (same[0] ?? last));
}

function toErrorsOf(issue: z.core.$ZodIssue, place: Place, base: readonly PropertyKey[]): FieldError[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(key => ({ pointer: toPointer([...path, key], place), detail: issue.message }));
  if (issue.message === unexplained && issue.code === "invalid_union" && issue.errors.length > 0)
    return toFieldErrors(closestOf(issue.errors), place, path);
  const detail = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ pointer: toPointer(path, place), detail }];
}

/** Returns the issues of the union option that comes closest: of the right type, with the fewest issues. */
function closestOf(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const isOtherType = (issues: readonly z.core.$ZodIssue[]) =>
    issues.some(({ code, path }) => code === "invalid_type" && path.length === 0);
  const [closest = []] = options.toSorted((a, b) => +isOtherType(a) - +isOtherType(b) || a.length - b.length);
  return closest;
}

/** Escapes `~` and `/` in names (RFC 6901). The empty pointer is the whole body. */
function toPointer(path: readonly PropertyKey[], place: Place): string {
  if (path.length === 0) return place === "body" ? "" : pointerPrefix[place];
  return pointerPrefix[place] + path.map(part => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}
