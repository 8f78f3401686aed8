import { z } from "zod";
import { isShortCode, isWildcardCode } from "./code-form.ts";
import { letterProblem } from "./code-letters.ts";
import { isAscii, toCanonicalCode } from "./code-text.ts";
import { isReservedPath } from "./reserved-names.ts";
import { trimInvisible } from "./trim-invisible.ts";

const form =
  "must be 3 to 50 letters, digits, hyphens, underscores or emoji, or up to 5 such parts separated by slashes, 80 characters at most";
const reserved = "is a reserved word, or looks like one";

const Code = z.string().overwrite(text => toCanonicalCode(trimInvisible(text)));

export const ShortCode = Code.refine(isShortCode, form);

/** A code that may be given to a link: neither reserved nor easily mistaken for another one. */
export const Alias = Code.superRefine((code, ctx) => {
  const message = aliasProblem(code);
  if (message !== undefined) ctx.addIssue({ code: "custom", message, input: code });
});

function aliasProblem(code: string): string | undefined {
  const segments = code.split("/");
  if (isReservedPath(segments[0] as string)) return reserved;
  if (!isShortCode(code) && !isWildcardCode(code)) return form;
  return isAscii(code) ? undefined : segments.map(letterProblem).find(problem => problem !== undefined);
}
