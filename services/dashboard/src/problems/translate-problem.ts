import type { ProblemCode } from "@shunt/contracts/problem";
import { locale } from "../messages/locale.ts";
import type { CodeTexts } from "./codes/code-texts.ts";
import { codeTexts } from "./codes/index.ts";
import { problemMessages } from "./messages/index.ts";
import { sayRequirement } from "./say-requirement.ts";

/** Fields that a sentence about all of them names. */
const maxNamed = 3;

interface ProblemTexts {
  code?: ProblemCode | undefined;
  detail?: string | undefined;
  errors?: readonly { pointer: string; detail: string }[] | undefined;
}

/** Puts the texts of a problem into the language of the page. Texts without a sentence keep the English of the API. */
export async function translateProblem<P extends ProblemTexts>(problem: P): Promise<P> {
  const [codes, t] = await Promise.all([codeTexts[locale]?.(), problemMessages.load()]);
  const errors = problem.errors?.map(error => ({ ...error, detail: sayRequirement(error.detail, t) }));
  const detail = errors ? toSentence(errors) : problem.code && codes?.codes[problem.code as keyof CodeTexts];
  return { ...problem, ...(detail && { detail }), ...(errors && { errors }) };
}

/** For places without the fields. */
function toSentence(errors: readonly { pointer: string; detail: string }[]): string {
  const named = errors.slice(0, maxNamed).map(({ pointer, detail }) => {
    const name = pointer.replace(/^[/?:]/, "").replaceAll("/", ".");
    return name === "" ? detail : `${name}: ${detail}`;
  });
  return named.join(" ");
}
