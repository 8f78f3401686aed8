import { ApiError } from "@shunt/contracts/client";
import type { ProblemCode } from "@shunt/contracts/problem";
import type { FieldProblem } from "./check-form.ts";
import { formFields } from "./form-fields.ts";
import type { FormField } from "./link-form.ts";

/** The fields of problems that name none. */
const fieldOfCode: Partial<Record<ProblemCode, FormField>> = {
  "alias-taken": "short_code",
  "domain-not-found": "domain",
  "external-id-taken": "external_id",
  "target-refused": "original_url",
};

/** The problems of a refused request at the paths of the form. Empty if the refusal is about no field of it. */
export function toFieldProblems(error: Error): FieldProblem[] {
  if (!(error instanceof ApiError)) return [];
  const named = error.errors.flatMap(({ pointer = "", detail }) => {
    const path = pointer.replace(/^[/#]+/, "").replaceAll("/", ".");
    const [field = ""] = path.split(".");
    return field in formFields ? { path, message: detail } : [];
  });
  if (named.length > 0) return named;
  const field = error.code && fieldOfCode[error.code];
  return field && error.detail ? [{ path: field, message: error.detail }] : [];
}
