import { ApiError } from "@shunt/contracts/client";
import { useMessages } from "../messages/catalogue.ts";
import type { Messages } from "./messages/en.ts";
import { uiMessages } from "./messages/index.ts";

/** Says an error in one sentence to the person at the screen. */
export function toProblemText(error: Error, t: Messages): string {
  if (error instanceof ApiError) return error.detail ?? t.somethingFailed;
  // `fetch` rejects with a TypeError if it gets no response.
  return error instanceof TypeError ? t.unreachable : t.somethingFailed;
}

export function useProblemText(): (error: Error) => string {
  const t = useMessages(uiMessages);
  return error => toProblemText(error, t);
}

/**
 * The problems of fields by the name of the field: `/rules/0/url` belongs to `rules.0.url`. For `validationErrors` of a
 * form.
 */
export function toFieldErrors(error: Error | null): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.errors.map(({ pointer = "", detail }) => [toName(pointer), detail]));
}

function toName(pointer: string): string {
  return pointer.replace(/^[/#]+/, "").replaceAll("/", ".");
}
