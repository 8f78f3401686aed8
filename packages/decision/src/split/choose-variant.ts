import { hash } from "node:crypto";
import type { LinkSplit, LinkVariant } from "@shunt/contracts/links";

/** @param visitor hash of the visitor of a link, see `createVisitorHash` */
export type ChooseVariant = (visitor: string, at: number) => LinkVariant;

/**
 * Returns a function that chooses a variant of a split by weighted rendezvous hashing: a visitor and a variant have a
 * random score, and the variant with the lowest score relative to its weight is chosen. So each variant gets its exact
 * share, and a changed weight moves only the visitors that the variant gains or loses. From `ends_at` on, everyone gets
 * the winner.
 *
 * Schindelhauer and Schomaker, Weighted Distributed Hash Tables (SPAA 2005), logarithmic method.
 */
export function createVariantChoice({ variants, ends_at, winner }: LinkSplit): ChooseVariant {
  const endsAt = ends_at === undefined ? Number.POSITIVE_INFINITY : Date.parse(ends_at);
  const final = variants.find(({ name }) => name === winner) ?? heaviestOf(variants);
  const weighted = variants
    .filter(({ weight }) => weight > 0)
    .map(variant => ({ variant, seed: hash("sha256", variant.name, "buffer").readInt32LE(0) }));
  return (visitor, at) => {
    if (at >= endsAt) return final;
    const words = [toWord(visitor, 0), toWord(visitor, 8)] as const;
    let chosen = final;
    let lowest = Number.POSITIVE_INFINITY;
    for (const { variant, seed } of weighted) {
      const score = -Math.log(toFraction(seed, words)) / variant.weight;
      if (score >= lowest) continue;
      lowest = score;
      chosen = variant;
    }
    return chosen;
  };
}

function heaviestOf(variants: readonly LinkVariant[]): LinkVariant {
  return variants.reduce((heaviest, variant) => (variant.weight > heaviest.weight ? variant : heaviest));
}

/** A number above 0 and below 1, independent for each pair of a seed and a visitor. */
function toFraction(seed: number, [first, second]: readonly [number, number]): number {
  return ((mix(mix(seed ^ first) ^ second) >>> 0) + 0.5) / 2 ** 32;
}

/** 32 bits of a hash, from the given hex digit on. */
function toWord(visitor: string, start: number): number {
  return Number.parseInt(visitor.slice(start, start + 8), 16);
}

/** The finaliser of MurmurHash3, a permutation of 32-bit integers in which each input bit changes half of the output. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
