import type { z } from "zod";

/** The requirement that a variable violates; undefined for the message of zod, where the schema has its own. */
export function toMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return types[issue.expected];
    case "too_small":
      return toLimit(issue.origin, issue.inclusive ? "at least" : "more than", issue.minimum);
    case "too_big":
      return toLimit(issue.origin, issue.inclusive ? "at most" : "less than", issue.maximum);
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "invalid_format":
      return formats[issue.format];
    default:
      return undefined;
  }
}

const types: Record<string, string> = { number: "must be a number", int: "must be a whole number" };

const formats: Record<string, string> = {
  url: "must be a URL such as https://example.com",
  email: "must be an email address such as admin@example.com",
};

function toLimit(origin: string, comparison: string, limit: number | bigint): string {
  return origin === "string" ? `must have ${comparison} ${limit} characters` : `must be ${comparison} ${limit}`;
}
