import type { FieldErrors, Resolver } from "react-hook-form";
import { problemMessages } from "../../problems/messages/index.ts";
import { sayRequirement } from "../../problems/say-requirement.ts";
import type { FieldProblem } from "./check-form.ts";
import type { LinkForm } from "./link-form.ts";

/** A resolver of react-hook-form over `checkForm`. */
export function createResolver(getBefore: () => LinkForm | undefined): Resolver<LinkForm> {
  return async form => {
    const checks = await loadChecks();
    // The server checks the form too. Someone who cannot load the code, for instance after an upgrade, can still save.
    if (!checks) return { values: form, errors: {} };
    const [{ checkForm }, t] = checks;
    const problems = checkForm(form, getBefore()).map(({ path, message }) => ({
      path,
      message: sayRequirement(message, t),
    }));
    return problems.length > 0 ? { values: {}, errors: toErrors(problems) } : { values: form, errors: {} };
  };
}

/** The schemas are large, and nothing is checked until a person leaves a field. Undefined if they cannot be loaded. */
async function loadChecks() {
  try {
    return await Promise.all([import("./check-form.ts"), problemMessages.load()]);
  } catch {
    return undefined;
  }
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
