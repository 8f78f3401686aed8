import { type LinkSettings, toShortUrl } from "@shunt/contracts/links";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import type { CodeDomain } from "../domains/index.ts";
import { checkFrame } from "../outbound/index.ts";
import type { LinksDeps } from "./deps.ts";
import { isCloaked } from "./link-check.ts";

type CloakSettings = Pick<LinkSettings, "targetUrl" | "rules">;

/** Links of one request whose destinations are fetched; a fetch may take seconds. */
const maxChecked = 10;

/** Whether a change shows a page in a frame that was not checked for it. */
export function needsFrameCheck(before: CloakSettings, after: CloakSettings): boolean {
  return isCloaked(after) && (!isCloaked(before) || before.targetUrl !== after.targetUrl);
}

/**
 * Requests the destination of a cloaked link. Returns a problem if browsers would not show it in a frame.
 *
 * @param host of the link's custom domain; null for the shared domain
 * @throws Problem "rate-limited", "target-refused"; LaneFull
 */
export async function frameProblem(
  context: LinksDeps,
  { userId }: Caller,
  url: string,
  host: string | null,
): Promise<Problem | undefined> {
  await context.limits.takeWork(userId, { preview: 1 });
  const shortUrl = toShortUrl("", host, context.config.baseUrl);
  const reason = await checkFrame(context, { owner: userId, signal: undefined }, { url, shortUrl });
  return reason === undefined
    ? undefined
    : fieldProblem("/cloak", `is not possible with this destination: the page ${reason}`);
}

/** Returns a function that checks the links of one request. Clients without an account cannot cloak links. */
export function createFrameCheck(context: LinksDeps, actor: Caller | undefined) {
  let checked = 0;
  return async (settings: CloakSettings, domain: CodeDomain): Promise<Problem | undefined> => {
    if (actor === undefined || !isCloaked(settings)) return undefined;
    if (checked === maxChecked) return fieldProblem("/cloak", `is possible for ${maxChecked} links of a request`);
    checked += 1;
    // A problem of one link does not fail the others of the request.
    return frameProblem(context, actor, settings.targetUrl, domain.host).catch((err: unknown) => {
      if (err instanceof Problem) return err;
      throw err;
    });
  };
}
