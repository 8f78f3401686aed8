/** Bytes that are reserved with the second chunk. */
const leastGrown = 16_384;

/**
 * Joins chunks as they arrive. Memory depends on their bytes and not on their number, because a client can send a megabyte as a million
 * chunks.
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

  /** Returns all bytes. Do not use the collector afterwards. */
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
