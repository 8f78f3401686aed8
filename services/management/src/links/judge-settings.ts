import { Problem } from "@shunt/contracts";
import type { Config } from "../config.ts";
import { judgeTarget } from "./judge-target.ts";
import type { LinkSettings } from "./link-record.ts";

/**
 * Judges what only the whole of a link's settings can tell.
 *
 * @throws Problem "target-refused" or "validation-failed"
 */
export function judgeSettings(settings: LinkSettings, config: Pick<Config, "BASE_URL" | "APP_URL">): void {
  const ownOrigins = [config.BASE_URL, config.APP_URL];
  judgeTarget(settings.targetUrl, ownOrigins);
  if (settings.fallbackUrl !== null) judgeTarget(settings.fallbackUrl, ownOrigins);
  if (settings.startsAt && settings.expiresAt && settings.startsAt >= settings.expiresAt) {
    const errors = [{ pointer: "/expires_at", detail: "must be later than starts_at" }];
    throw new Problem("validation-failed", undefined, { errors });
  }
}
