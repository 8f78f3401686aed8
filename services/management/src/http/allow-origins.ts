import cors from "cors";
import type { RequestHandler } from "express";

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
 * Lets scripts of these origins call the API with a token (https://fetch.spec.whatwg.org/#http-cors-protocol). Cookies are not
 * allowed, so that a session in the browser gives other origins no access.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  return cors({
    origin: [...origins],
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-ID"],
    exposedHeaders,
    maxAge: preflightSeconds,
    // `refuseOtherMethods` answers `OPTIONS`, because it knows the methods of each path.
    preflightContinue: true,
  });
}
