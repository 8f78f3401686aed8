/** Submissions of a form that follow each other faster (ms) are one: a double click, or a key that is held. */
const oneIntentMs = 500;

interface Submission {
  values: string;
  at: number;
}

/**
 * Lets a double click or a held Enter key submit a form once. A button that waits for a response ignores presses, but
 * only from its next rendering on, and responses may arrive between two presses.
 */
export function ignoreDoubleSubmits(): void {
  const last = new WeakMap<HTMLFormElement, Submission>();
  const judge = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const before = last.get(form);
    const now = { values: readValues(form), at: event.timeStamp };
    last.set(form, now);
    if (before?.values !== now.values || now.at - before.at > oneIntentMs) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // On its way down, before React hands the event to the form.
  document.addEventListener("submit", judge, { capture: true });
}

/** The values of all controls, also of those without a name. */
function readValues(form: HTMLFormElement): string {
  return JSON.stringify(
    [...form.elements].map(each =>
      each instanceof HTMLInputElement ? [each.value, each.checked] : "value" in each ? each.value : null,
    ),
  );
}
