import { findPlaceholders, isWildcardCode, type LinkHealth, toDestinations, toShortUrl } from "@shunt/contracts/links";
import { isWebUrl } from "@shunt/contracts/values";
import { webhookEvent } from "@shunt/contracts/webhooks";
import { type Db, insertWebhookEvents } from "@shunt/db";
import type { GuardedFetch } from "@shunt/runtime/outbound";
import { type CheckResult, checkDestination } from "./check-destination.ts";
import { type ClaimedCheck, postponeCheck, releaseHost, storeResult } from "./check-store.ts";
import { type NextHealth, nextHealth } from "./next-health.ts";

const hourMs = 60 * 60_000;

export interface CheckDeps {
  db: Db;
  fetch: GuardedFetch;
  baseUrl: string;
  userAgent: string;
  /** Between two checks of a link. */
  everyMs: number;
  /** Until a first failure is confirmed. */
  confirmMs?: number;
  /** Until a broken link is checked again. */
  brokenMs?: number;
  /** Between two requests to a host. */
  hostPauseMs?: number;
}

/** Returns undefined if the link was not checked or the result no longer counts. @param isGivingUp whether `fetch` was ended */
export async function runCheck(
  deps: CheckDeps,
  check: ClaimedCheck,
  isGivingUp: () => boolean,
): Promise<CheckResult["kind"] | undefined> {
  const { db, fetch, everyMs, hostPauseMs = 1_000 } = deps;
  try {
    if (!check.isReachable || isTemplate(check) || settingsOf(check).length === 0) {
      await postponeCheck(db, check, everyMs);
      return undefined;
    }
    const result = await checkDestination(fetch, check.url, deps.userAgent);
    if (isGivingUp() && result.httpStatus === null) {
      await postponeCheck(db, check, 0);
      return undefined;
    }
    return (await settleCheck(deps, check, result)) ? result.kind : undefined;
  } finally {
    await releaseHost(db, check.host, hostPauseMs);
  }
}

/** Whether the destination is complete only for a visitor, or no page. */
function isTemplate({ url, link, code }: ClaimedCheck): boolean {
  const hasPlaceholders = link.rules?.placeholders === true || isWildcardCode(code);
  return !isWebUrl(url) || (hasPlaceholders && findPlaceholders(url).length > 0);
}

/** JSON pointers to the settings that have the destination; none if the link has lost it since. */
function settingsOf({ url, link }: ClaimedCheck): string[] {
  return toDestinations(link).find(each => each.url === url)?.settings ?? [];
}

/** Stores the result and, in the same transaction, the event of a change. Returns whether the result counts. */
async function settleCheck(deps: CheckDeps, check: ClaimedCheck, result: CheckResult): Promise<boolean> {
  const next = nextHealth(check, result);
  return deps.db.transaction().execute(async tx => {
    const stored = await storeResult(tx, check, result, next, toPauseMs(deps, next));
    if (!stored) return false;
    if (next.event) {
      const health = toHealth(next, result, stored);
      await insertWebhookEvents(tx, [toEvent(next.event, check, health, deps.baseUrl)]);
    }
    return true;
  });
}

/** With some chance in it, so that links that became due together drift apart. */
function toPauseMs({ everyMs, confirmMs = hourMs / 4, brokenMs = 6 * hourMs }: CheckDeps, next: NextHealth): number {
  const pauseMs = next.isSuspected ? confirmMs : next.status === "broken" ? Math.min(brokenMs, everyMs) : everyMs;
  return pauseMs * (0.95 + Math.random() / 10);
}

function toHealth(
  { status }: NextHealth,
  { httpStatus, redirectsTo, reason }: CheckResult,
  { checkedAt, since }: { checkedAt: Date; since: Date },
): LinkHealth {
  return {
    status,
    since: since.toISOString(),
    checked_at: checkedAt.toISOString(),
    http_status: httpStatus,
    redirects_to: redirectsTo,
    reason,
  };
}

function toEvent(type: "link.broken" | "link.recovered", check: ClaimedCheck, health: LinkHealth, baseUrl: string) {
  const { linkId, workspaceId, url, link, code, domainHost } = check;
  const data = {
    id: linkId,
    short_code: code,
    domain: domainHost,
    short_url: toShortUrl(code, domainHost, baseUrl),
    original_url: link.targetUrl,
    destination_url: url,
    settings: settingsOf(check),
    health,
  };
  return webhookEvent(type, workspaceId, data, { at: new Date() });
}
