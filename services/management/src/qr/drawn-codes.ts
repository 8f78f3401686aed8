import type { QrQuery } from "@shunt/contracts/links";
import QuickLRU from "quick-lru";
import { drawQr } from "./draw-qr.ts";

/** Twice as many at times, of 1 to 10 kB each. */
const maxRemembered = 1_000;

/** Makes a `drawQr` that remembers what it drew lately: drawing takes as long as all the rest of the request. */
export function createDrawQr(): typeof drawQr {
  const remembered = new QuickLRU<string, Buffer | string>({ maxSize: maxRemembered });
  return (text, query: QrQuery) => {
    const key = JSON.stringify([text, query]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const drawn = drawQr(text, query);
    remembered.set(key, drawn);
    return drawn;
  };
}
