import { Problem } from "@shunt/contracts";

/** Of one account and process: as many pages as somebody looks at. */
const maxStreams = 10;
const retryAfterSeconds = 30;

/** Counts the streams that each account has open, so that nobody holds connections without bound. */
export class StreamCount {
  readonly #open = new Map<string, number>();

  /** Returns what ends the counting. @throws Problem "rate-limited" */
  enter(userId: string): () => void {
    const count = this.#open.get(userId) ?? 0;
    if (count >= maxStreams)
      throw new Problem("rate-limited", `No more than ${maxStreams} live streams at once`, { retryAfterSeconds });
    this.#open.set(userId, count + 1);
    return () => {
      const left = (this.#open.get(userId) ?? 1) - 1;
      if (left > 0) this.#open.set(userId, left);
      else this.#open.delete(userId);
    };
  }
}
