import type { OpsSentence } from "./api/ops.ts";
import type { OpsSentenceTexts } from "./ops-sentences.ts";

/** Returns the text of a sentence in the language of `texts`; undefined for a sentence of another release. */
export function saySentence({ code, values }: OpsSentence, texts: OpsSentenceTexts): string | undefined {
  if (!isKnown(code, texts)) return undefined;
  // Each code has values of its own, which the API does not check.
  return texts[code](values as never);
}

function isKnown(code: string, texts: OpsSentenceTexts): code is keyof OpsSentenceTexts {
  return Object.hasOwn(texts, code);
}
