import { fieldProblem } from "@shunt/contracts/problem";
import { pictureNamesInEnglish } from "@shunt/contracts/social";
import QuickLRU from "quick-lru";
import { fetchOutside, type Requester } from "../outbound/index.ts";
import { toBoundedPicture, withSharp } from "../pictures/index.ts";
import type { Logos, QrDeps } from "./deps.ts";

/** Of at most 1 MB. QuickLRU can hold twice as many. */
const maxCached = 24;
const cacheMs = 5 * 60_000;

export function createLogos(): Logos {
  return new QuickLRU({ maxSize: maxCached, maxAge: cacheMs });
}

/**
 * Returns a logo from another server as a square PNG.
 *
 * @param onFetch called before a fetch, but not for a cached logo
 * @throws Problem "validation-failed" with the reason, "target-refused"; LaneFull
 */
export async function loadLogo(
  context: QrDeps,
  requester: Requester,
  url: string,
  onFetch: () => Promise<void>,
): Promise<Buffer> {
  const cached = context.logos.get(url);
  if (cached !== undefined) return cached;
  await onFetch();
  // Another request may have started the fetch meanwhile.
  return context.logos.get(url) ?? fetchToCache(context, requester, url);
}

function fetchToCache(context: QrDeps, requester: Requester, url: string): Promise<Buffer> {
  const fetching = fetchLogo(context, requester, url);
  context.logos.set(url, fetching);
  // The callers that wait for it get the error.
  void fetching.catch(() => context.logos.delete(url));
  return fetching;
}

const limits = { timeoutMs: 3_000, maxBytes: 1_024 * 1_024 };

async function fetchLogo(context: QrDeps, requester: Requester, url: string): Promise<Buffer> {
  const outside = await fetchOutside(context, requester, url, limits);
  if (outside.kind === "failed") throw fieldProblem("?logo", outside.reason);
  const { status, isCut, body } = outside.answer;
  if (status !== 200) throw fieldProblem("?logo", `responds with status ${status}`);
  if (isCut) throw fieldProblem("?logo", "must be at most 1 MB");
  const picture = await toSquare(context, requester, body);
  if (!picture) throw fieldProblem("?logo", `must be a ${pictureNamesInEnglish} with at most 16 million pixels`);
  return picture;
}

/** In pixels. The largest QR code has slightly more room. */
const side = 512;
const maxPixels = 4_096 * 4_096;
const maxSeconds = 3;

/** The first frame, padded. Undefined if the picture cannot be read. */
function toSquare(context: QrDeps, requester: Requester, body: Buffer): Promise<Buffer | undefined> {
  return withSharp(context, requester, async sharp => {
    try {
      return await sharp(toBoundedPicture(body), { limitInputPixels: maxPixels })
        .autoOrient()
        .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .timeout({ seconds: maxSeconds })
        .png()
        .toBuffer();
    } catch (err) {
      context.log.debug({ err }, "logo decoding failed");
      return undefined;
    }
  });
}
