import cors from "cors";
import type { RequestHandler } from "express";

/** What scripts of another origin may read beside the body. */
const exposedHeaders = [
  "Content-Disposition",
  "ETag",
  "Idempotency-Replayed",
  "Location",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "X-Request-ID",
];
const preflightSeconds = 600;

/**
 * Lets scripts of these origins use the API with a token (https://fetch.spec.whatwg.org/#http-cors-protocol). No cookies: who
 * is signed in elsewhere is not by that signed in here.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  return cors({
    origin: [...origins],
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-ID"],
    exposedHeaders,
    maxAge: preflightSeconds,
    // `OPTIONS` is answered where the methods of a path are known.
    preflightContinue: true,
  });
}
