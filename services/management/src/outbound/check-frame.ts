import type { OutboundDeps } from "./deps.ts";
import { fetchOutside, type Requester } from "./fetch-outside.ts";
import { findFrameRefusal } from "./frame-refusal.ts";

const limits = { timeoutMs: 5_000, maxBytes: 1_024, isBodyOptional: true };

/**
 * Requests a page and returns why browsers would not show it in a frame under the short URL; undefined if they would.
 *
 * @returns the end of the sentence "The page …"
 * @throws Problem "target-refused" for a URL that is not allowed; LaneFull
 */
export async function checkFrame(
  context: OutboundDeps,
  requester: Requester,
  { url, shortUrl }: { url: string; shortUrl: string },
): Promise<string | undefined> {
  const headers = { accept: "text/html", "user-agent": `Shunt (+${context.config.appUrl})` };
  const outside = await fetchOutside(context, requester, url, { ...limits, headers });
  if (outside.kind === "failed") return outside.reason;
  const { answer } = outside;
  const { origin } = new URL(answer.url);
  // The policy of the frame allows one origin only.
  if (origin !== new URL(url).origin) return `redirects to ${origin}: use the address there as the destination`;
  if (answer.status >= 400) return `responds with status ${answer.status}`;
  return findFrameRefusal(answer.headers, new URL(shortUrl));
}
