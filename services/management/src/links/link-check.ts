import type { LinkSettings } from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { createTargetCheck, type FindRefused, findRefusedHosts } from "../targets/index.ts";

/** Returns Problem "target-refused" or "validation-failed" if the settings are not allowed. */
export type CheckLink = (settings: CheckedSettings) => Problem | undefined;

type CheckedSettings = Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "startsAt" | "expiresAt">;

export async function createLinkCheck(
  findRefused: FindRefused,
  config: Pick<Config, "baseUrl" | "appUrl">,
  links: readonly CheckedSettings[],
): Promise<CheckLink> {
  const check = await createTargetCheck(findRefused, config, links.flatMap(toTargets));
  return settings => {
    for (const target of toTargets(settings)) {
      const refusal = check(target);
      if (refusal) return refusal;
    }
    if (!settings.startsAt || !settings.expiresAt || settings.startsAt < settings.expiresAt) return undefined;
    return fieldProblem("/expires_at", "must be later than starts_at");
  };
}

/**
 * Checks destinations again. Call it wherever a link gets a code: a destination may have become a domain of short links
 * since, and a code on that domain would make a redirect loop.
 *
 * @throws Problem "target-refused"
 */
export async function assertTargets(
  tx: Db,
  config: Pick<Config, "baseUrl" | "appUrl">,
  link: Pick<LinkSettings, "targetUrl" | "fallbackUrl">,
): Promise<void> {
  const targets = toTargets(link);
  const check = await createTargetCheck(names => findRefusedHosts(tx, names), config, targets);
  for (const target of targets) {
    const refusal = check(target);
    if (refusal) throw refusal;
  }
}

export function toTargets({ targetUrl, fallbackUrl }: Pick<LinkSettings, "targetUrl" | "fallbackUrl">): string[] {
  return fallbackUrl === null ? [targetUrl] : [targetUrl, fallbackUrl];
}
