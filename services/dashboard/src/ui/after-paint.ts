/** The longest wait for a quiet moment (ms). */
const maxWaitMs = 1_000;
const shortWaitMs = 50;

/** Resolves in a quiet moment after the browser has painted, before code that the first view does without. */
export function afterPaint(): Promise<void> {
  return new Promise(resolve =>
    requestAnimationFrame(() => {
      // Safari has no idle callbacks.
      if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: maxWaitMs });
      else setTimeout(resolve, shortWaitMs);
    }),
  );
}
