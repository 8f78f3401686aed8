import { type LinkSplit, type LinkVariant, StoredSplit } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import { createVariantChoice } from "./choose-variant.ts";

/** Sends each visitor to one of several variants. */
export function split(value: LinkSplit): Behaviour | "unsupported" {
  const variantOf = compileSplit(value);
  if (variantOf === "unsupported") return variantOf;
  return {
    decide(given) {
      const { name, url } = variantOf(given);
      const { status, isIndexable } = given.link;
      return { outcome: "redirect", target: { url, status, isIndexable }, chosen: { variant: name } };
    },
  };
}

/**
 * Returns a function that chooses the variant for a visit, for the split of a link or of a rule; "unsupported" for a
 * split of a newer release.
 */
export function compileSplit(value: LinkSplit): ((given: Case) => LinkVariant) | "unsupported" {
  if (!StoredSplit.safeParse(value).success) return "unsupported";
  const choose = createVariantChoice(value);
  return ({ link, visit, facts }) => choose(facts.visitorOf(link.id), visit.at);
}
