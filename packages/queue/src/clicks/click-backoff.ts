const firstDelayMs = 500;
const longestDelayMs = 15_000;

/** How long a batch waits before it is tried again: doubling, bounded, so that an outage of hours is left within seconds. */
export const clickBackoff = {
  name: "bounded",
  delayMs(attemptsMade: number): number {
    return Math.min(firstDelayMs * 2 ** Math.min(attemptsMade - 1, 10), longestDelayMs);
  },
} as const;
