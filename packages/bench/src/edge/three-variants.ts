import type { LinkSplit } from "@shunt/contracts/links";

/** Uneven weights. */
export const threeVariants: LinkSplit = {
  variants: [5, 3, 2].map(weight => ({
    name: `variant ${weight}`,
    url: `https://example.com/{link}/variants/${weight}`,
    weight,
  })),
};
