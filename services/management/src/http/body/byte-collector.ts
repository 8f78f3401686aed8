/** Bytes reserved once a second chunk comes. */
const leastGrown = 16_384;

/**
 * Joins chunks as they come. The memory it needs depends on their bytes, not on their number: a client may send a megabyte as a
 * million chunks.
 */
export class ByteCollector {
  #buffer: Buffer | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    // Most bodies are one chunk, which needs no copy.
    if (this.#buffer === undefined) this.#buffer = chunk;
    else chunk.copy(this.#reserve(this.#buffer, needed), this.#length);
    this.#length = needed;
  }

  /** All that came. The collector must not be used afterwards. */
  join(): Buffer {
    return this.#buffer?.subarray(0, this.#length) ?? Buffer.alloc(0);
  }

  #reserve(buffer: Buffer, needed: number): Buffer {
    if (buffer.length >= needed) return buffer;
    const grown = Buffer.allocUnsafe(Math.max(needed, leastGrown, 2 * buffer.length));
    buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
    return grown;
  }
}
