import type { PagePreview } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { fetchOutside, type Requester } from "../outbound/index.ts";
import { decodeHtml } from "./decode-html.ts";
import type { PreviewsDeps } from "./deps.ts";
import { readPage } from "./read-page.ts";

const limits = { timeoutMs: 5_000, maxBytes: 512 * 1_024 };
const html = "text/html";
const xhtml = "application/xhtml+xml";

/** @throws Problem "target-refused" for a URL that is not allowed, "page-not-fetched" with the reason; LaneFull */
export async function fetchPage(context: PreviewsDeps, requester: Requester, url: string): Promise<PagePreview> {
  const headers = { accept: `${html}, ${xhtml}`, "user-agent": `Shunt (+${context.config.appUrl})` };
  const outside = await fetchOutside(context, requester, url, { ...limits, headers });
  if (outside.kind === "failed") throw notFetchedProblem(outside.reason);
  const { answer } = outside;
  if (answer.status !== 200) throw notFetchedProblem(`responds with status ${answer.status}`);
  const contentType = answer.headers.get("content-type") ?? "";
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== html && mediaType !== xhtml) throw notFetchedProblem("is not HTML");
  return readPage(decodeHtml(answer.body, contentType), mediaType === xhtml, answer.url);
}

/** @param reason the end of the sentence "The page …" */
export function notFetchedProblem(reason: string): Problem {
  return new Problem("page-not-fetched", `The page ${reason}`);
}
