/** Maximum number of requests, or other units of cost, in any window of this length; 0 means no limit. */
export interface RateLimit {
  name: string;
  requests: number;
  windowMs: number;
}

export interface RateLimitState {
  isAllowed: boolean;
  /** Cost that is still allowed now. */
  remaining: number;
  /** Time until the refused cost fits, or until `remaining` grows. The whole window if the cost never fits. */
  resetMs: number;
}

/**
 * Parts per window, which bounds the memory of a key. A part expires with its last request, so no window exceeds the
 * limit, and room returns up to a sixtieth of the window late. `resetMs` includes that delay.
 */
export const partsOfWindow = 60;
