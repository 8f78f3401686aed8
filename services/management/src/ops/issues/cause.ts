import {
  type OpsIssue,
  type OpsOverview,
  type OpsSentence,
  type OpsSentenceCode,
  type OpsSentenceTexts,
  opsSentences,
  saySentence,
} from "@shunt/contracts/admin";

/** The overview before it is judged. */
export type Sources = Omit<OpsOverview, "issues">;

/** An issue with the name of its alert, which is its section of the runbook, and with sentences in place of texts. */
export interface Cause extends Pick<OpsIssue, "id" | "severity" | "concerns"> {
  title: OpsSentence[];
  effect: OpsSentence[];
  remedy: OpsSentence[];
  alert: string;
}

/** Makes a sentence of an issue from its values. */
export function say<Code extends OpsSentenceCode>(
  code: Code,
  ...values: Parameters<OpsSentenceTexts[Code]>
): OpsSentence {
  return { code, values: (values[0] ?? {}) as OpsSentence["values"] };
}

/** Returns the sentences in English, as one text. */
export function toEnglish(sentences: readonly OpsSentence[]): string {
  return sentences.flatMap(sentence => saySentence(sentence, opsSentences) ?? []).join(" ");
}

/** Describes how many clicks wait for a worker. */
export function toWaiting({ queue, instances }: Sources): OpsSentence {
  const inSpools = (instances ?? []).some(({ spool_bytes }) => (spool_bytes ?? 0) > 0);
  if (!queue) return say("some-clicks-wait");
  if (queue.clicks === 0) return say(inSpools ? "some-clicks-wait" : "new-clicks-wait");
  return say("clicks-wait", { clicks: queue.clicks });
}
