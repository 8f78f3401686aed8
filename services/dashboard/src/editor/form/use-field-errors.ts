import { get, useFormContext, useFormState } from "react-hook-form";
import type { LinkForm } from "./link-form.ts";

interface FieldErrorsReader {
  /** The message of the problem with the value at a path such as `rules.2.url`. */
  at: (path: string) => string | undefined;
  /** The same, or the first message inside of the value, such as of one entry of a list. */
  within: (path: string) => string | undefined;
}

/** The problems of the form, by the path of the value. */
export function useFieldErrors(): FieldErrorsReader {
  const { control } = useFormContext<LinkForm>();
  const { errors } = useFormState({ control });
  return {
    at: path => toMessage(get(errors, path)),
    within: path => findMessage(get(errors, path)),
  };
}

function toMessage(error: unknown): string | undefined {
  if (error === null || typeof error !== "object" || !("message" in error)) return undefined;
  return typeof error.message === "string" ? error.message : undefined;
}

function findMessage(error: unknown): string | undefined {
  if (error === null || typeof error !== "object" || error instanceof Element) return undefined;
  const { ref: _ref, ...parts } = error as Record<string, unknown>;
  return (
    toMessage(error) ??
    Object.values(parts)
      .map(findMessage)
      .find(message => message !== undefined)
  );
}
