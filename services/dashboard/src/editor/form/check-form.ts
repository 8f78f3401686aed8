import { CreateLink, UpdateLink } from "@shunt/contracts/links";
import { describeIssue } from "@shunt/contracts/problem";
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
