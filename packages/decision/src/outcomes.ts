import type { ProblemCode } from "@shunt/contracts/problem";

interface Traits {
  /** Record of the visit: a click on the link, or a miss of the code. */
  recorded: "click" | "miss" | null;
  /** Whether it counts against the client's miss limit. */
  isGuess: boolean;
  /** Whether the row of a replica is sufficient; if not, it may be outdated and the primary decides. */
  isReplicaEnough: boolean;
  /** The domain setting with the URL that such visitors are redirected to, if set. */
  fallback: "rootUrl" | "notFoundUrl" | "expiredUrl" | null;
  /** The error page for visitors without a redirect; null if they get something else, with status 200. */
  problem: ProblemCode | null;
  /** Metric label of an answer with a page. */
  label: string;
  /** Metric label of a redirect. */
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

export const outcomes = {
  redirect: { ...base, label: "redirect", redirectLabel: "redirect", recorded: "click", isReplicaEnough: true },
  /** A crawler that previews links in messages, or a program that may not see the destination, gets the card of the link. */
  card: { ...base, label: "card", recorded: "click", problem: null },
  /** `code+`: shows where the link leads. */
  preview: { ...base, label: "preview", problem: null },
  /** `code/pixel.gif`: counts as a click of class `pixel`. */
  pixel: { ...base, label: "pixel", recorded: "click", problem: null },
  missing: { ...base, label: "missing", recorded: "miss", isGuess: true, fallback: "notFoundUrl" },
  /** The link is disabled or has not started. */
  inactive: { ...base, label: "missing", isGuess: true, fallback: "notFoundUrl" },
  /** Moderation has blocked the link, so no fallback applies. */
  blocked: { ...base, label: "blocked", problem: "link-blocked" },
  /** The operator does not allow the scheme of the destination, or no longer. */
  "scheme-refused": { ...base, label: "blocked", problem: "link-blocked" },
  /** The link is marked as unsafe. The click counts once the visitor continues. */
  unsafe: { ...base, label: "unsafe", problem: "link-unsafe" },
  expired: { ...base, label: "expired", fallback: "expiredUrl", problem: "link-expired" },
  /** The visitor must enter the password. Not a click: that is the visit with a ticket. */
  locked: { ...base, label: "locked", problem: "link-locked" },
  /** A rule of the link answers with this status. */
  "rule-404": { ...base, label: "refused" },
  "rule-410": { ...base, label: "refused", problem: "link-gone" },
  "rule-451": { ...base, label: "refused", problem: "link-restricted" },
  /** A browser asks for a one-time link. The click counts once the visitor presses the button. */
  confirm: { ...base, label: "confirm", problem: null },
  /** The link has rules of a newer release, which may lock it. */
  unsupported: { ...base, label: "unavailable", problem: "unavailable" },
  /** The path is `/`. */
  root: { ...base, label: "missing", recorded: "miss", fallback: "rootUrl" },
  /** The path is not a valid code; nothing was looked up. */
  malformed: { ...base, label: "malformed", fallback: "notFoundUrl", redirectLabel: "malformed" },
  robots: { ...base, label: "malformed", problem: null },
  /** The path of a file that stores and devices read before links of the domain may open an app. */
  "app-file": { ...base, label: "malformed", problem: null },
  /** Not recorded, so that a scan of codes does not fill the spool. */
  "rate-limited": { ...base, label: "rate-limited", problem: "rate-limited" },
} as const satisfies Record<string, Traits>;

export type Outcome = keyof typeof outcomes;

export type AnswerLabel = (typeof outcomes)[Outcome]["label" | "redirectLabel"] | ProblemCode;
