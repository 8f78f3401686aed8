import { hash } from "node:crypto";
import type { LinkSplit, LinkVariant } from "@shunt/contracts/links";

/**
 * Chooses variants of a split by weighted rendezvous hashing: a visitor and a variant have a random score, and the variant
 * with the lowest score relative to its weight is chosen. So each variant gets its exact share, and a changed weight moves
 * only the visitors that the variant gains or loses. From `ends_at` on, everyone gets the winner.
 *
 * Schindelhauer and Schomaker, Weighted Distributed Hash Tables (SPAA 2005), logarithmic method.
 */
export class VariantChoice {
  readonly #variants: readonly LinkVariant[];
  /** A seed and a weight for each variant, side by side, as most visits find them outside of the processor's cache. */
  readonly #shares: readonly number[];
  readonly #endsAt: number;
  readonly #final: LinkVariant;

  constructor({ variants, ends_at, winner }: LinkSplit) {
    this.#variants = variants.filter(({ weight }) => weight > 0);
    this.#shares = this.#variants.flatMap(({ name, weight }) => [toSeed(name), weight]);
    this.#endsAt = ends_at === undefined ? Number.POSITIVE_INFINITY : Date.parse(ends_at);
    this.#final = variants.find(({ name }) => name === winner) ?? heaviestOf(variants);
  }

  /** @param visitor hash of the visitor of a link, see `createVisitorHash` */
  choose(visitor: string, at: number): LinkVariant {
    if (at >= this.#endsAt) return this.#final;
    const first = toWord(visitor, 0);
    const second = toWord(visitor, 8);
    const shares = this.#shares;
    let chosen = -1;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < shares.length; i += 2) {
      const score = -Math.log(toFraction(shares[i] as number, first, second)) / (shares[i + 1] as number);
      if (score >= lowest) continue;
      lowest = score;
      chosen = i / 2;
    }
    return this.#variants[chosen] ?? this.#final;
  }
}

function heaviestOf(variants: readonly LinkVariant[]): LinkVariant {
  return variants.reduce((heaviest, variant) => (variant.weight > heaviest.weight ? variant : heaviest));
}

function toSeed(name: string): number {
  return hash("sha256", name, "buffer").readInt32LE(0);
}

/** A number above 0 and below 1 from two words of a visitor, independent for each pair of a seed and a visitor. */
function toFraction(seed: number, first: number, second: number): number {
  return ((mix(mix(seed ^ first) ^ second) >>> 0) + 0.5) / 2 ** 32;
}

/** 32 bits of a hash, from the given hex digit on. `Number.parseInt` of a part takes four times as long. */
function toWord(visitor: string, start: number): number {
  let word = 0;
  for (let i = start; i < start + 8; i++) word = (word << 4) | toDigit(visitor.charCodeAt(i));
  return word;
}

/** @param code character code of `0` to `9` or `a` to `f` */
function toDigit(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

/** The finaliser of MurmurHash3, a permutation of 32-bit integers in which each input bit changes half of the output. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
