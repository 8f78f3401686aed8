import { type LinkSplit, type LinkVariant, StoredSplit } from "@shunt/contracts/links";
import type { Behaviour, Case } from "../behaviour.ts";
import type { Decision } from "../decision.ts";
import { VariantChoice } from "./choose-variant.ts";

/** Sends each visitor to one of several variants. */
export function split(value: LinkSplit): Behaviour | "unsupported" {
  const choice = compileSplit(value);
  return choice === "unsupported" ? choice : new Split(choice);
}

/** Chooses the variant for visits, for the split of a link or of a rule; "unsupported" for a split of a newer release. */
export function compileSplit(value: LinkSplit): VariantChoice | "unsupported" {
  return StoredSplit.safeParse(value).success ? new VariantChoice(value) : "unsupported";
}

export function chooseVariant(choice: VariantChoice, { link, visit, facts }: Case): LinkVariant {
  return choice.choose(facts.visitorOf(link.id), visit.at);
}

class Split implements Behaviour {
  readonly #choice: VariantChoice;

  constructor(choice: VariantChoice) {
    this.#choice = choice;
  }

  decide(given: Case): Decision {
    const { name, url } = chooseVariant(this.#choice, given);
    const { status, isIndexable } = given.link;
    return { outcome: "redirect", target: { url, status, isIndexable }, chosen: { variant: name } };
  }
}
