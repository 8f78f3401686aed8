import type { IncomingHttpHeaders } from "node:http";
import { aheadOf, type Purpose } from "@shunt/contracts/clicks";

/** Headers that browsers and apps send with a prefetch. */
const aheadHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;
/** Characters read of such a header; its known values are shorter. */
const maxAheadLength = 100;

/** Reads from a request why it was made. */
export function readPurpose(request: {
  headers: IncomingHttpHeaders;
  method: string;
  isAborted: boolean;
  isPixel: boolean;
}): Purpose {
  const { headers, method, isAborted, isPixel } = request;
  const isOptOut = headers["sec-gpc"] === "1" || headers.dnt === "1";
  return { isAborted, isHead: method === "HEAD", isOptOut, isPixel, ahead: toAhead(method, headers) };
}

function toAhead(method: string, headers: IncomingHttpHeaders): string | undefined {
  // Browsers and programs send OPTIONS ahead of the request that they mean (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
  if (method === "OPTIONS") return "prefetch";
  for (const name of aheadHeaders) {
    const value = headers[name];
    const ahead = value === undefined ? undefined : aheadOf(String(value).slice(0, maxAheadLength));
    if (ahead !== undefined) return ahead;
  }
  // The Facebook and Instagram apps send it with their own fetches, but not from their in-app browsers.
  return headers["x-fb-http-engine"] === undefined ? undefined : "prefetch";
}
