import { z } from "zod";
import { hostNameProblem } from "./public-host.ts";
import { hasReplacementCharacter, isStorable, trimInvisible, unstorable } from "./text.ts";

/**
 * An absolute http or https URL without credentials, on a host name that the DNS can contain. Blanks and invisible characters at
 * either end are removed; percent-encoded ones are part of the URL. Parses to the WHATWG href, which is plain ASCII and safe in a
 * header (https://url.spec.whatwg.org/#url-serializing).
 *
 * @param maxLength in characters, of the input and of the href
 * @param findProblem further check: returns a message, or undefined for an accepted URL
 */
export function webUrl(maxLength: number, findProblem: (url: URL) => string | undefined = () => undefined) {
  return z
    .string()
    .overwrite(trimInvisible)
    .max(maxLength)
    .refine(isStorable, { error: unstorable, abort: true })
    .refine(value => !hasReplacementCharacter(value), {
      error: "must not contain the replacement character U+FFFD, which marks lost characters",
      abort: true,
    })
    .transform((value, ctx) => {
      const url = URL.parse(value);
      const problem = urlProblem(url, maxLength) ?? (url && findProblem(url));
      if (url && !problem) return url.href;
      ctx.addIssue({ code: "custom", message: problem ?? "", input: value });
      return z.NEVER;
    });
}

function urlProblem(url: URL | null, maxLength: number): string | undefined {
  if (!url) return "must be an absolute URL such as https://example.com/page";
  if (url.protocol !== "http:" && url.protocol !== "https:") return "must be an http or https URL";
  if (url.username || url.password) return "must not contain a user name or password";
  if (url.port === "0") return "must not have port 0";
  if (url.href.length > maxLength) return `must have at most ${maxLength} characters after percent-encoding`;
  return hostNameProblem(url.hostname);
}
