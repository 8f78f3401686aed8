/** Places for a visitor. A new one takes the place whose visitor was away the longest. */
const ways = 8;

/** A visitor on a link, by the numbers that `createTokens` gave the texts. */
export interface VisitorOnLink {
  link: number;
  network: number;
  userAgent: number;
}

/**
 * Recent visits of visitors, in arrays of a fixed size: an object and a text for each visitor would cost the garbage collector more
 * than all the rest.
 */
export class RecentVisits {
  readonly #mask: number;
  /** Two hashes of the key; together they are as good as the key. */
  readonly #keys: Int32Array;
  readonly #lastAt: Float64Array;
  readonly heads: Uint32Array;
  /** Milliseconds since the epoch. */
  readonly lastHeadAt: Float64Array;
  readonly gets: Uint32Array;
  readonly burstStartedAt: Float64Array;
  readonly burst: Uint32Array;

  /** @param size number of visitors, a power of two */
  constructor(size: number) {
    this.#mask = size / ways - 1;
    this.#keys = new Int32Array(2 * size);
    this.#lastAt = new Float64Array(size);
    this.heads = new Uint32Array(size);
    this.lastHeadAt = new Float64Array(size);
    this.gets = new Uint32Array(size);
    this.burstStartedAt = new Float64Array(size);
    this.burst = new Uint32Array(size);
  }

  /** Returns the place of a visitor in the arrays, with zeros for a new one. @param at of the visit (ms since the epoch) */
  find(visitor: VisitorOnLink, at: number): number {
    const high = toHigh(visitor);
    const low = toLow(visitor);
    const first = (low & this.#mask) * ways;
    let oldest = first;
    for (let place = first; place < first + ways; place++) {
      if (this.#keys[2 * place] === high && this.#keys[2 * place + 1] === low) {
        this.#lastAt[place] = at;
        return place;
      }
      if ((this.#lastAt[place] as number) < (this.#lastAt[oldest] as number)) oldest = place;
    }
    this.#keys[2 * oldest] = high;
    this.#keys[2 * oldest + 1] = low;
    this.#lastAt[oldest] = at;
    for (const counts of [this.heads, this.gets, this.burst]) counts[oldest] = 0;
    for (const times of [this.lastHeadAt, this.burstStartedAt]) times[oldest] = 0;
    return oldest;
  }

  /** Returns the place of a visitor, or undefined for a new one. */
  findKnown(visitor: VisitorOnLink): number | undefined {
    const high = toHigh(visitor);
    const low = toLow(visitor);
    const first = (low & this.#mask) * ways;
    for (let place = first; place < first + ways; place++)
      if (this.#keys[2 * place] === high && this.#keys[2 * place + 1] === low) return place;
    return undefined;
  }
}

function toHigh({ link, network, userAgent }: VisitorOnLink): number {
  return mix(mix(mix(0x9e3779b9, link), network), userAgent);
}

function toLow({ link, network, userAgent }: VisitorOnLink): number {
  return mix(mix(mix(0x85ebca6b, userAgent), link), network);
}

/** A round of MurmurHash3 and its finaliser. https://github.com/aappleby/smhasher/wiki/MurmurHash3 */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  let h = hash ^ k;
  h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
