import type { Readable } from "node:stream";

/** Stores the bytes of pictures by id. Each function settles in bounded time. */
export interface MediaStore {
  /** Stores all bytes, or nothing that `get` would find. */
  put(id: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<void>;
  /** Returns undefined for an unknown id. Readers who stop early must destroy the stream. */
  get(id: string): Promise<Readable | undefined>;
  /** Also resolves for an unknown id. */
  delete(id: string): Promise<void>;
}
