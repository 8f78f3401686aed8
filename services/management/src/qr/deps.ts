import type QuickLRU from "quick-lru";
import type { LinksDeps } from "../links/index.ts";
import type { OutboundDeps } from "../outbound/index.ts";
import type { createDrawQr } from "./drawn-codes.ts";

/** Logos that were drawn lately, or are being fetched, by their URLs. */
export type Logos = QuickLRU<string, Promise<Buffer>>;

/** What the verbs of this feature work with. */
export interface QrDeps extends LinksDeps, OutboundDeps {
  logos: Logos;
  drawQr: ReturnType<typeof createDrawQr>;
}
