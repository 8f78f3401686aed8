import { dependsOnVisitor, type LinkSettings, toPointedTargets, toRuleTargets } from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { hasAllowedScheme, isWebUrl, type Schemes } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import type { Config } from "../config.ts";
import { createTargetCheck, type FindRefused, findRefusedHosts } from "../targets/index.ts";
import { placeholderProblem } from "./placeholder-problem.ts";

/** Returns Problem "target-refused" or "validation-failed" if the settings are not allowed. */
export type CheckLink = (settings: CheckedSettings) => Problem | undefined;

type CheckedSettings = TargetSettings & Pick<LinkSettings, "startsAt" | "expiresAt" | "redirectStatus">;
type TargetSettings = Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "rules">;

export type LinkCheckConfig = Pick<Config, "baseUrl" | "appUrl"> & {
  decisions: Pick<Config["decisions"], "allowedSchemes">;
};

export async function createLinkCheck(
  findRefused: FindRefused,
  config: LinkCheckConfig,
  links: readonly CheckedSettings[],
): Promise<CheckLink> {
  const checked = links.flatMap(link => [...toTargets(link), ...toPictures(link)]);
  const check = await createTargetCheck(findRefused, config, checked);
  return settings => {
    const refused = schemeProblem(settings, config.decisions.allowedSchemes);
    if (refused) return refused;
    for (const { url, pointer } of toPointedTargets(settings)) {
      const refusal = check(url, pointer);
      if (refusal) return refusal;
    }
    for (const url of toPictures(settings)) {
      const refusal = check(url, "/card/image_url", "picture");
      if (refusal) return refusal;
    }
    return (
      timeProblem(settings) ??
      cacheProblem(settings) ??
      cloakProblem(settings, config.baseUrl) ??
      appProblem(settings) ??
      placeholderProblem(settings)
    );
  };
}

function schemeProblem(settings: TargetSettings, allowed: Schemes): Problem | undefined {
  const refused = toPointedTargets(settings).find(({ url }) => !hasAllowedScheme(url, allowed));
  if (refused === undefined) return undefined;
  const names =
    allowed.size === 0
      ? "an http or https URL"
      : `a URL with one of the schemes ${["http", "https", ...allowed].join(", ")}`;
  return fieldProblem(refused.pointer, `must be ${names}`);
}

/** A web URL is its own fallback for visitors without the app. */
function appProblem({ rules }: TargetSettings): Problem | undefined {
  for (const system of ["ios", "android"] as const) {
    const url = rules?.[`${system}_url`];
    if (rules?.[`${system}_fallback_url`] !== undefined && (url === undefined || isWebUrl(url)))
      return fieldProblem(`/${system}_fallback_url`, `needs an ${system}_url with the scheme of an app`);
  }
  return undefined;
}

function timeProblem({ startsAt, expiresAt }: CheckedSettings): Problem | undefined {
  if (!startsAt || !expiresAt || startsAt < expiresAt) return undefined;
  return fieldProblem("/expires_at", "must be later than starts_at");
}

/** A browser that caches the answer to one visitor would give it to the next one. */
function cacheProblem({ redirectStatus, rules }: CheckedSettings): Problem | undefined {
  const fields = dependsOnVisitor(rules);
  if (fields.length === 0) return undefined;
  const because = `because the answer depends on the visitor (${fields.join(", ")})`;
  if (redirectStatus === 301 || redirectStatus === 308)
    return fieldProblem("/redirect_status", `must be 302 or 307, ${because}`);
  if (rules?.cache_seconds) return fieldProblem("/cache_seconds", `must be 0 or null, ${because}`);
  return undefined;
}

/** The page itself is checked by `check-frames`. */
export function cloakProblem(
  settings: Pick<LinkSettings, "targetUrl" | "rules">,
  baseUrl: string,
): Problem | undefined {
  if (!isCloaked(settings)) return undefined;
  if (toRuleTargets(settings.rules).length > 0)
    return fieldProblem("/cloak", "cannot be combined with other destinations, because only one can be checked");
  if (!isWebUrl(settings.targetUrl)) return fieldProblem("/cloak", "needs a web page as the destination");
  if (baseUrl.startsWith("https:") && !settings.targetUrl.startsWith("https:"))
    return fieldProblem("/cloak", "needs an https destination: browsers show no http page in a frame of an https page");
  return undefined;
}

export function isCloaked({ rules }: Pick<LinkSettings, "rules">): boolean {
  return rules?.cloak === true;
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
  link: TargetSettings,
): Promise<void> {
  const targets = toTargets(link);
  const check = await createTargetCheck(names => findRefusedHosts(tx, names), config, targets);
  for (const target of targets) {
    const refusal = check(target);
    if (refusal) throw refusal;
  }
}

function toPictures({ rules }: TargetSettings): string[] {
  return [rules?.card?.image_url ?? []].flat();
}

/** All URLs that the link may send visitors to. */
export function toTargets(settings: TargetSettings): string[] {
  return toPointedTargets(settings).map(({ url }) => url);
}
