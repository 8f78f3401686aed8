import { z } from "zod";
import { hostNameProblem } from "./public-host.ts";
import { hasReplacementCharacter, isStorable, trimInvisible, unstorable } from "./text.ts";

/**
 * An absolute http or https URL without credentials, on a host that the DNS can have. Blanks and invisible characters at either
 * end are removed as they are typed; a percent-encoded one is part of the URL. Parses to its WHATWG href, which is plain ASCII and
 * goes into a header byte for byte (https://url.spec.whatwg.org/#url-serializing).
 *
 * @param maxLength characters, as typed and of the href
 * @param refuse what else is wrong with a URL
 */
export function webUrl(maxLength: number, refuse: (url: URL) => string | undefined = () => undefined) {
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
      const refusal = refuseUrl(url, maxLength) ?? (url && refuse(url));
      if (url && !refusal) return url.href;
      ctx.addIssue({ code: "custom", message: refusal ?? "", input: value });
      return z.NEVER;
    });
}

function refuseUrl(url: URL | null, maxLength: number): string | undefined {
  if (!url) return "must be an absolute URL such as https://example.com/page";
  if (url.protocol !== "http:" && url.protocol !== "https:") return "must be an http or https URL";
  if (url.username || url.password) return "must not contain a user name or password";
  if (url.port === "0") return "must not have port 0";
  if (url.href.length > maxLength) return `must have at most ${maxLength} characters after percent-encoding`;
  return hostNameProblem(url.hostname);
}
