const firstDelayMs = 500;
const longestDelayMs = 15_000;

/** Exponential backoff for batches, bounded so that work resumes within seconds even after an outage of hours. */
export const clickBackoff = {
  name: "bounded",
  delayMs(attemptsMade: number): number {
    return Math.min(firstDelayMs * 2 ** Math.min(attemptsMade - 1, 10), longestDelayMs);
  },
} as const;
