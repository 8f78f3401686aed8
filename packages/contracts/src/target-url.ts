import { isPublicHost } from "./public-host.ts";
import { webUrl } from "./web-url.ts";

/** Longest destination in characters of its WHATWG href. */
export const maxTargetLength = 8192;

export const TargetUrl = webUrl(maxTargetLength, url =>
  isPublicHost(url.hostname) ? undefined : "must lead to the public internet",
);
