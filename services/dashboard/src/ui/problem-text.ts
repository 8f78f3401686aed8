import { ApiError } from "@shunt/contracts/client";
import { UnreachableError } from "../api/fetch-from-server.ts";
import { useMessages } from "../messages/catalogue.ts";
import type { Messages } from "./messages/en.ts";
import { uiMessages } from "./messages/index.ts";

/** Says an error in one sentence to the person at the screen. */
export function toProblemText(error: Error, t: Messages): string {
  if (error instanceof ApiError) return error.detail ?? t.somethingFailed;
  if (error instanceof UnreachableError) return t.unreachable;
  return isMissingPart(error) ? t.partMissing : t.pageFailed;
}

/** Whether only a new page can help: its code failed, or a part of its code is not there. */
export function needsReload(error: Error): boolean {
  return !(error instanceof ApiError || error instanceof UnreachableError);
}

/** Code that a browser could not load, in the words of Chromium, Firefox and Safari. */
export function isMissingPart({ message }: Error): boolean {
  return /dynamically imported module|importing a module script/i.test(message);
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
