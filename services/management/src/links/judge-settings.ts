import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { judgeTargets } from "./judge-targets.ts";
import type { LinkSettings } from "./link-record.ts";

/**
 * Judges what only the whole of a link's settings can tell.
 *
 * @throws Problem "target-refused" or "validation-failed"
 */
export async function judgeSettings(
  db: Db,
  settings: LinkSettings,
  config: Pick<Config, "BASE_URL" | "APP_URL">,
): Promise<void> {
  const targets = [settings.targetUrl, settings.fallbackUrl].filter(target => target !== null);
  await judgeTargets(db, targets, [config.BASE_URL, config.APP_URL]);
  if (settings.startsAt && settings.expiresAt && settings.startsAt >= settings.expiresAt) {
    const errors = [{ pointer: "/expires_at", detail: "must be later than starts_at" }];
    throw new Problem("validation-failed", undefined, { errors });
  }
}
