import { useEffect, useRef } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { createResolver } from "./form/create-resolver.ts";
import { changedFields } from "./form/form-fields.ts";
import type { FormField, LinkForm } from "./form/link-form.ts";
import { toFieldProblems } from "./form/server-problems.ts";

/** The state of an editor: `before` is the form of the link as it was read, undefined for a new link. */
export function useLinkForm(initial: LinkForm, before: LinkForm | undefined): UseFormReturn<LinkForm> {
  const latest = useRef(before);
  useEffect(() => {
    latest.current = before;
  });
  const resolver = useRef(createResolver(() => latest.current));
  return useForm<LinkForm>({ defaultValues: initial, resolver: resolver.current, mode: "onTouched" });
}

/** Moves to the first field with a problem. The sections with problems open first. */
export function focusFirstProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("form [aria-invalid=true]")?.focus());
}

/** Shows a refusal of the server at its fields. @returns whether it was about fields */
export function showRefusal(form: UseFormReturn<LinkForm>, error: Error): boolean {
  const problems = toFieldProblems(error);
  for (const { path, message } of problems) {
    form.setError(path as FormField, { type: "server", message });
  }
  if (problems.length > 0) focusFirstProblem();
  return problems.length > 0;
}

/**
 * Takes what the server has saved into the form. Fields that were changed while it was being saved keep their values.
 *
 * @param sent the form as it was when the request was sent
 */
export function acceptSaved(form: UseFormReturn<LinkForm>, sent: LinkForm, saved: LinkForm): void {
  const now = form.getValues();
  const kept = changedFields(now, sent);
  form.reset(saved);
  for (const field of kept) form.setValue(field, now[field]);
}
