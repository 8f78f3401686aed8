import { CreateLink, UpdateLink } from "@shunt/contracts/links";
import { describeIssue } from "@shunt/contracts/problem";
import type { FieldErrors, Resolver } from "react-hook-form";
import { toChanges, toNewLink } from "./form-fields.ts";
import type { LinkForm } from "./link-form.ts";

/** A problem of a value, at its path in the form, such as `rules.2.conditions.0.value`. */
export interface FieldProblem {
  path: string;
  message: string;
}

/**
 * Checks the request that a form would send by the schemas of the API.
 *
 * @param before the form of the link as it was read; undefined for a new link
 */
export function checkForm(form: LinkForm, before: LinkForm | undefined): FieldProblem[] {
  const body = before ? toChanges(form, before) : toNewLink(form);
  // An empty change is refused by the API and is no mistake of the person.
  if (before && Object.keys(body).length === 0) return [];
  const { error } = (before ? UpdateLink : CreateLink).safeParse(body, { error: describeIssue });
  return (error?.issues ?? []).map(({ path, message }) => ({ path: path.map(String).join("."), message }));
}

/** A resolver of react-hook-form over `checkForm`. */
export function createResolver(getBefore: () => LinkForm | undefined): Resolver<LinkForm> {
  return form => {
    const problems = checkForm(form, getBefore());
    return problems.length > 0 ? { values: {}, errors: toErrors(problems) } : { values: form, errors: {} };
  };
}

/** The errors of react-hook-form: an object with the structure of the form. */
function toErrors(problems: readonly FieldProblem[]): FieldErrors<LinkForm> {
  const errors: Record<string, unknown> = {};
  for (const { path, message } of problems) {
    const steps = path.split(".");
    let place = errors;
    for (const step of steps.slice(0, -1)) {
      // Without a type, react-hook-form would forget the problems inside when a person changes the value.
      place[step] ??= { type: "within" };
      place = place[step] as Record<string, unknown>;
    }
    const last = steps.at(-1) as string;
    // The problem of a whole value stays next to those of its parts.
    place[last] = { ...(place[last] as object | undefined), type: "contract", message };
  }
  return errors as FieldErrors<LinkForm>;
}
