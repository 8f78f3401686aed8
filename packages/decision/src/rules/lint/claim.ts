import type { Spans } from "./spans.ts";
import type { TextMatch } from "./text-match.ts";

/** The meaning of a condition, in a form that can be compared with others about the same fact. */
export type Claim = {
  /** The fact, with its key or time zone. */
  about: string;
} & (SpanClaim | TextClaim);

/** The fact is a number in one of the spans. Choices count as numbers. */
interface SpanClaim {
  kind: "within";
  spans: Spans;
  /** Whether every visit meets the condition. */
  isAlways: boolean;
}

/** `some`: a text of the fact matches. `none`: the fact has texts, and none matches. `unknown`: it has no text. */
type TextClaim = { kind: "unknown" } | TextMatchClaim;

export interface TextMatchClaim {
  kind: "some" | "none";
  match: TextMatch;
  /** Whether the fact has at most one text. */
  isSingle: boolean;
  /** The texts to compare: all, or only the languages that the visitor prefers. */
  among: "preferred" | "all";
}
