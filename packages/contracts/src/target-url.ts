import { z } from "zod";
import { isPublicHost } from "./public-host.ts";
import { isStorable } from "./text.ts";

/** Longest destination, in characters of its WHATWG href. */
export const maxTargetLength = 8192;

/**
 * A destination: an absolute http or https URL without credentials, on a public host. Parses to its WHATWG href, which is plain ASCII and
 * goes into `Location` byte for byte (https://url.spec.whatwg.org/#url-serializing).
 */
export const TargetUrl = z
  .string()
  .max(maxTargetLength)
  .refine(isStorable, "must not contain NUL or lone surrogates")
  .transform((value, ctx) => {
    const refusal = refuseTarget(value);
    if (!refusal) return new URL(value).href;
    ctx.addIssue({ code: "custom", message: refusal, input: value });
    return z.NEVER;
  });

function refuseTarget(value: string): string | undefined {
  const url = URL.parse(value);
  if (!url) return "must be an absolute URL such as https://example.com/page";
  if (url.protocol !== "http:" && url.protocol !== "https:") return "must be an http or https URL";
  if (url.username || url.password) return "must not contain a user name or password";
  if (!isPublicHost(url.hostname)) return "must lead to the public internet";
  if (url.href.length > maxTargetLength) return `must not be longer than ${maxTargetLength} characters`;
  return undefined;
}
