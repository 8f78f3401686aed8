import type { Compile } from "./behaviour.ts";

/** Shows crawlers that preview links in messages the link's own card. */
export const card: Compile<"card"> = value => ({
  decide: ({ facts }) =>
    facts.classification.class === "preview" ? { outcome: "card", target: null, card: value } : undefined,
});
