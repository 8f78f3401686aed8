import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/**
 * A zod error map: the message of an issue without a message of its own. Says what is required or accepted, worded to follow the
 * field's name.
 */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case "too_small":
      return describeBound(issue.origin, "at least", Number(issue.minimum));
    case "too_big":
      return describeBound(issue.origin, "at most", Number(issue.maximum));
    case "invalid_format":
      return `must be ${formats[issue.format] ?? `in the format ${issue.format}`}`;
    case "invalid_value":
      return issue.input === undefined ? "is required" : describeChoice(issue.values, issue.input);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return "is not a known field";
    default:
      return unexplained;
  }
}

/** The message of issues that only the issues inside of them explain. */
export const unexplained = "is not valid: the API reference at /docs describes the accepted forms";

const typeNames: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
};

const formats: Record<string, string> = {
  uuid: "a UUID such as 019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10",
  email: "an e-mail address such as ann@example.com",
  date: "a day such as 2027-01-31",
  datetime: "an ISO 8601 time such as 2027-01-31T09:00:00Z",
};

function describeBound(origin: string, bound: "at least" | "at most", limit: number): string {
  if (origin === "string")
    return bound === "at least" && limit === 1 ? "must not be empty" : `must have ${bound} ${limit} characters`;
  if (origin === "array") return `must have ${bound} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return `must be ${bound} ${limit}`;
}

function describeChoice(values: readonly unknown[], input: unknown): string {
  const names = values.map(value => JSON.stringify(value));
  const kind = typeof input === "string" && values.every(value => typeof value === "number") ? "a number, " : "";
  return names.length === 1 ? `must be ${kind}${names[0]}` : `must be ${kind}one of ${names.join(", ")}`;
}
