import type { QrQuery } from "@shunt/contracts/links";
import QuickLRU from "quick-lru";
import { drawQr } from "./draw-qr.ts";

/** Of 1 to 10 kB each. QuickLRU can hold twice as many. */
const maxCached = 1_000;

/** Caches codes, as drawing takes as long as the rest of the request. */
export function createDrawQr(): typeof drawQr {
  const cache = new QuickLRU<string, Buffer | string>({ maxSize: maxCached });
  return (text, query: QrQuery) => {
    const key = JSON.stringify([text, query]);
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const drawn = drawQr(text, query);
    cache.set(key, drawn);
    return drawn;
  };
}
