import type { CachedLink } from "@shunt/contracts/cached";
import type { CompiledRules } from "./compile-rules.ts";
import type { Decision } from "./decision.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** Warns of an unsafe link. Names the destination only if all visitors may see it and get the same. */
export function warn({ url }: CachedLink, { inPreview }: CompiledRules): Decision {
  return { outcome: "unsafe", target: null, destination: inPreview === "destination" ? url : null };
}

/**
 * Whether the visitor pressed the button on a page of the link's own domain. Other sites and mails cannot link past the
 * warning, because browsers report who sent the visitor (https://www.w3.org/TR/fetch-metadata/). Programs, and browsers on
 * plain HTTP, report nothing.
 */
export function continuesFromPage({ hasContinued, headers }: VisitFacts): boolean {
  const site = headers["sec-fetch-site"];
  return hasContinued && (site === undefined || site === "same-origin");
}
