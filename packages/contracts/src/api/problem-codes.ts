import type { ProblemCode } from "../problem.ts";
import type { Operation } from "./operation.ts";

/**
 * All problem codes of an operation: those that it lists, and those that follow from its access, limits and schemas. All operations
 * refuse unknown fields of the query.
 */
export function problemCodesOf(operation: Operation): ProblemCode[] {
  const codes: ProblemCode[] = [...operation.problems, "validation-failed", "unavailable"];
  if (operation.limit !== "none") codes.push("rate-limited");
  if (operation.auth !== "none") codes.push("not-authenticated", "invalid-token", "missing-scope");
  if (operation.auth === "admin") codes.push("admin-only");
  if (operation.method === "post") codes.push("malformed-request", "request-in-progress", "idempotency-key-reused");
  if (operation.honoursIfMatch) codes.push("precondition-failed");
  if (operation.body) codes.push("malformed-json", "body-too-large", "unsupported-media-type");
  return [...new Set(codes)];
}
