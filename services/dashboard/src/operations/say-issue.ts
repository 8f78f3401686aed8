import { type OpsIssue, type OpsSentence, type OpsSentenceTexts, saySentence } from "@shunt/contracts/admin";

/**
 * The texts of an issue in the language of the page. A text keeps the English of the API if it has a sentence that this page does not
 * know, as while versions differ.
 */
export function sayIssue(
  { title, effect, remedy, sentences }: OpsIssue,
  texts: OpsSentenceTexts,
): Pick<OpsIssue, "title" | "effect" | "remedy"> {
  return {
    title: say(sentences?.title, texts) ?? title,
    effect: say(sentences?.effect, texts) ?? effect,
    remedy: say(sentences?.remedy, texts) ?? remedy,
  };
}

function say(sentences: readonly OpsSentence[] | undefined, texts: OpsSentenceTexts): string | undefined {
  const said = sentences?.map(sentence => saySentence(sentence, texts));
  return said?.every(text => text !== undefined) ? said.join(" ") : undefined;
}
