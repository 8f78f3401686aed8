/** A wording that readers have to decode, and its replacement. */
export interface Habit {
  pattern: RegExp;
  instead: string;
  /** Files it applies to; default: all. */
  files?: RegExp;
}

export const habits: Habit[] = [
  {
    pattern: /\b(?:nobody|somebody|everybody|whoever|whosoever)\b/giu,
    instead: "client, owner, caller, visitor, operator",
  },
  {
    pattern: /\b(?:tell|tells|telling|told|untold)\b/giu,
    instead: "publish, notify, log, return, report, show; of differences: distinguish",
  },
  { pattern: /\b(?:hear|hears|hearing|heard)\b/giu, instead: "receive, listen to" },
  // A question may start with these words, a statement may not.
  {
    pattern: /(?:^|(?<=[.!?:;]\s))(?:What|Who|Whom|Whose|Whatever|Which)\s[^.!?]*(?:[.!]|$)/gmu,
    instead: "a noun as the subject, instead of a clause",
  },
  {
    pattern: /\b(?:so (?:many|long|often|much) (?:and no|or less|at most)|within so \w+)/giu,
    instead: "the unit and the purpose",
  },
  { pattern: /\b(?:mend|mends|mended|mending)\b/giu, instead: "fix, repair" },
  { pattern: /\b(?:is|are|be|was|were) none\b/giu, instead: "does not exist, has no …" },
  { pattern: /\b(?:is|are|there be) no more than may be\b/giu, instead: "at most" },
  { pattern: /\b(?:of which|of whom|those of whom|that of every\w+)\b/giu, instead: "two sentences" },
  { pattern: /\b(?:heed|heeds|heeded|heeding)\b/giu, instead: "respect, apply, read" },
  {
    pattern:
      /\b(?:lest|thereof|whilst|hence|hitherto|thus far|wherefore|whence|thence|nought|naught|ere|albeit|of late|ever so|forthwith)\b/giu,
    instead: "plain modern English",
  },
  { pattern: /\b(?:sees? to it|seen to|saw to it)\b/giu, instead: "make sure, handle" },
  { pattern: /\bbeside\b/giu, instead: "next to, besides, at the same time as" },
  { pattern: /\b(?:one's own|oneself)\b/giu, instead: "your own, its own" },
  { pattern: /\b(?:is|are) not (?:well|done)\b(?=[.,;]|$)/gimu, instead: "name the failure: background task failed" },
  { pattern: /\bsave (?:for|that)\b/giu, instead: "except" },
  { pattern: /\b(?:gone for good|for good and all)\b/giu, instead: "deleted, permanent" },
  { pattern: /\b(?:mine|my|myself)\b/giu, instead: "your, the caller's", files: /^packages\/contracts\/|^services\// },
  { pattern: /\bfor ever\b/giu, instead: "forever" },
  { pattern: /\bclicks by people\b/giu, instead: "human clicks" },
  {
    pattern: /\bsecond factors?\b/giu,
    instead: "two-factor authentication, two-factor code",
    files: /^(?!packages\/db\/src\/migrations\/)/,
  },
  { pattern: /\bswitch(?:es|ed|ing)? (?:off|on)\b/giu, instead: "disable, enable; of links: deactivate, activate" },
];
