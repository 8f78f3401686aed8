import { z } from "zod";

/** Clicks that browsers answer from their cache are not counted, so the time is short. */
export const CacheSeconds = z.int().min(0).max(86_400);

/** The policies of https://www.w3.org/TR/referrer-policy/ */
export const ReferrerPolicy = z.enum([
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
]);
export type ReferrerPolicy = z.infer<typeof ReferrerPolicy>;
