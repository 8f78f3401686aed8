/** At most this many requests, or other things done, within any window of that length; 0: any number. */
export interface RateLimit {
  name: string;
  requests: number;
  windowMs: number;
}

export interface RateLimitState {
  isAllowed: boolean;
  /** What may still come before the window has moved on. */
  remaining: number;
  /** Until there is room: for all that was refused, or for more than `remaining`. The whole window where the cost never fits. */
  resetMs: number;
}

/**
 * A window is counted in this many parts, so that a key takes no more memory however much is allowed. What is taken within one
 * part leaves the window together, when the last of it does: no window of the length ever holds more than the limit, and room comes
 * back up to a sixtieth of the window later than it might. `resetMs` says when.
 */
export const partsOfWindow = 60;
