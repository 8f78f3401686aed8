import type { LinkSettings } from "@shunt/contracts/links";
import { type Problem, refuseField } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { createTargetCheck, type FindRefused, findRefusedHosts } from "../targets/index.ts";

/** Tells why a link with these settings is not accepted: "target-refused" or "validation-failed". */
export type CheckLink = (settings: CheckedSettings) => Problem | undefined;

type CheckedSettings = Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "startsAt" | "expiresAt">;

/** Makes the judge of these links: of their destinations, as `createTargetCheck` does, and of when they begin and end. */
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
    return refuseField("/expires_at", "must be later than starts_at");
  };
}

/**
 * Checks where a link leads once more, as domains and blocked hosts are now: a host may have become a domain of short links since, and
 * a code on it would close a circle. To be called wherever a code is placed.
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

/** Every URL that the link may send visitors to. */
export function toTargets({ targetUrl, fallbackUrl }: Pick<LinkSettings, "targetUrl" | "fallbackUrl">): string[] {
  return fallbackUrl === null ? [targetUrl] : [targetUrl, fallbackUrl];
}
