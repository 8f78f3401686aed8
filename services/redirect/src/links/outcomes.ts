import type { ProblemCode } from "@shunt/contracts/problem";

/** What follows from an outcome, wherever the edge needs to know. */
interface Traits {
  /** What is recorded of the visit: a click of the link, or a miss of the code. */
  recorded: "click" | "miss" | null;
  /** Whether it counts against the client's limit of misses. */
  isGuess: boolean;
  /** Whether a replica's word is enough. What it says otherwise may be out of date. */
  isReplicaEnough: boolean;
  /** Which address of the domain such visitors are sent to, if the domain has it. */
  fallback: "rootUrl" | "notFoundUrl" | "expiredUrl" | null;
  /** The page for visitors who are sent nowhere. */
  problem: ProblemCode;
  /** The label of the answer in metrics, where the visitor gets a page. */
  label: string;
  /** The label where the visitor is redirected. */
  redirectLabel: string;
}

const base = {
  recorded: null,
  isGuess: false,
  isReplicaEnough: false,
  fallback: null,
  problem: "link-not-found",
  redirectLabel: "fallback",
} as const;

/** Every outcome of a visit, and all that depends on it. */
export const outcomes = {
  redirect: { ...base, label: "redirect", redirectLabel: "redirect", recorded: "click", isReplicaEnough: true },
  /** No link has the code. */
  missing: { ...base, label: "missing", recorded: "miss", isGuess: true, fallback: "notFoundUrl" },
  /** The link is disabled, or not yet active. */
  inactive: { ...base, label: "missing", isGuess: true, fallback: "notFoundUrl" },
  /** Moderation has blocked the link: no fallback leads around that. */
  blocked: { ...base, label: "blocked", problem: "link-blocked" },
  expired: { ...base, label: "expired", fallback: "expiredUrl", problem: "link-expired" },
  /** The target is the root of the domain. */
  root: { ...base, label: "missing", recorded: "miss", fallback: "rootUrl" },
  /** The target can be no code; nothing was looked up. */
  malformed: { ...base, label: "malformed", fallback: "notFoundUrl", redirectLabel: "malformed" },
  robots: { ...base, label: "malformed" },
  /** Nothing is recorded, so that a scan of codes does not fill the spool. */
  "rate-limited": { ...base, label: "rate-limited", problem: "rate-limited" },
} as const satisfies Record<string, Traits>;

export type Outcome = keyof typeof outcomes;

/** The closed set of labels of answers in metrics. */
export type AnswerLabel = (typeof outcomes)[Outcome]["label" | "redirectLabel"] | ProblemCode;
