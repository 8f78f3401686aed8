import type { Readable } from "node:stream";

/** Keeps the bytes of pictures by their ids. Each function settles in bounded time, or throws. */
export interface MediaStore {
  /** All of it is kept when it resolves, or nothing that `get` would find. */
  put(id: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<void>;
  /** Undefined when there is nothing under the id. Whoever reads it only in part destroys it. */
  get(id: string): Promise<Readable | undefined>;
  /** Resolves also when there was nothing. */
  delete(id: string): Promise<void>;
}
