import type { PagePreview } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { fetchOutside, type Requester } from "../outbound/index.ts";
import { decodeHtml } from "./decode-html.ts";
import type { PreviewsDeps } from "./deps.ts";
import { readPage } from "./read-page.ts";

const limits = { timeoutMs: 5_000, maxBytes: 512 * 1_024 };
const html = "text/html";
const xhtml = "application/xhtml+xml";

/**
 * Fetches a page, as far as its head may reach, and reads what it says of itself.
 *
 * @throws Problem "target-refused" where no link may lead; "page-not-fetched" with the reason; LaneFull
 */
export async function fetchPage(context: PreviewsDeps, requester: Requester, url: string): Promise<PagePreview> {
  const headers = { accept: `${html}, ${xhtml}`, "user-agent": `Shunt (+${context.config.appUrl})` };
  const outside = await fetchOutside(context, requester, url, { ...limits, headers });
  if (outside.kind === "failed") throw notFetchedProblem(outside.reason);
  const { answer } = outside;
  if (answer.status !== 200) throw notFetchedProblem(`answers ${answer.status}`);
  const contentType = answer.headers.get("content-type") ?? "";
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== html && mediaType !== xhtml) throw notFetchedProblem("is no HTML page");
  return readPage(decodeHtml(answer.body, contentType), mediaType === xhtml, answer.url);
}

/** @param what it does, or is, as the rest of a sentence */
export function notFetchedProblem(what: string): Problem {
  return new Problem("page-not-fetched", `The page ${what}`);
}
