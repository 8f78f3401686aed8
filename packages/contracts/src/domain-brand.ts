import { z } from "zod";
import { isPublicHost } from "./public-host.ts";
import { text } from "./text.ts";
import { webUrl } from "./web-url.ts";

export const BrandName = text({ min: 1, max: 60 });

/** Browsers of all visitors load it. Shown on pages of `https`, so plain `http` would be refused there. */
export const BrandLogoUrl = webUrl(2_048, url => {
  if (url.protocol !== "https:") return "must be an https URL";
  return isPublicHost(url.hostname) ? undefined : "must lead to the public internet";
});

/** `#rrggbb`, in lower case. */
export const BrandColor = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #1f4fd1")
  .toLowerCase();
