import { z } from "zod";
import { hostNameProblem } from "./public-host.ts";
import { hasReplacementCharacter, isStorable, unstorable } from "./text.ts";
import { trimInvisible } from "./trim-invisible.ts";
import { isWebUrl } from "./url-scheme.ts";

/**
 * An absolute http or https URL without credentials, on a host name that the DNS can contain.
 *
 * @param maxLength as for `checkedUrl`
 * @param findProblem as for `checkedUrl`
 */
export function webUrl(maxLength: number, findProblem: (url: URL) => string | undefined = () => undefined) {
  return checkedUrl(maxLength, url => webProblem(url) ?? findProblem(url));
}

/**
 * An absolute URL. Blanks and invisible characters at either end are removed; percent-encoded ones are part of the URL. Parses to
 * the WHATWG href (https://url.spec.whatwg.org/#url-serializing).
 *
 * @param maxLength in characters, of the input and of the href
 * @param findProblem returns a message, or undefined for an accepted URL; gets the parsed URL and the text
 */
export function checkedUrl(maxLength: number, findProblem: (url: URL, text: string) => string | undefined) {
  const href = z
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
      const problem = url === null ? notAbsolute : (findProblem(url, value) ?? lengthProblem(url, maxLength));
      if (url !== null && problem === undefined) return url.href;
      ctx.addIssue({ code: "custom", message: problem ?? "", input: value });
      return z.NEVER;
    });
  // Descriptions of responses need the type of the result.
  return href.pipe(z.string());
}

const notAbsolute = "must be an absolute URL such as https://example.com/page";
export const notOfWeb = "must be an http or https URL";

function lengthProblem({ href }: URL, maxLength: number): string | undefined {
  return href.length > maxLength ? `must have at most ${maxLength} characters after percent-encoding` : undefined;
}

/** Returns why a URL is not one that browsers can open on a server. Its href is plain ASCII and safe in a header. */
export function webProblem(url: URL): string | undefined {
  if (!isWebUrl(url.href)) return notOfWeb;
  if (url.username || url.password) return "must not contain a user name or password";
  if (url.port === "0") return "must not have port 0";
  return hostNameProblem(url.hostname);
}
