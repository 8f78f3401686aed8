import type { LinkUses } from "../uses/link-uses.ts";

/** For tests of links without a limit: counting a click fails. */
export const noUses: LinkUses = {
  take: () => Promise.reject(new Error("a click was counted")),
  count: () => Promise.reject(new Error("clicks were read")),
  giveBack: () => {},
  held: () => 0,
  stop: async () => {},
};
