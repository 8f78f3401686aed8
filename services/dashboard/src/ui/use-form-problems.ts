import { useState } from "react";
import { toFieldErrors } from "./problem-text.ts";

/**
 * The problem of a form's last sending: `general`, which belongs to no field, and with `formProps` those
 * of fields. Fields lose theirs as soon as someone types. With the blur, as React Aria does, the form would move while
 * its button is pressed, and the press would miss it.
 *
 * @param fieldErrors problems by name of the field
 */
export function useFormProblems(error: Error | null, fieldErrors: Record<string, string> = toFieldErrors(error)) {
  const [typedSince, setTypedSince] = useState<Error | null>(null);
  // A problem of the whole body has an empty name.
  const isOfFields = Object.keys(fieldErrors).some(name => name !== "");
  return {
    general: isOfFields ? null : error,
    fieldErrors: error === typedSince ? {} : fieldErrors,
    formProps: {
      validationErrors: error === typedSince ? {} : fieldErrors,
      onInput: () => setTypedSince(error),
    },
  };
}
