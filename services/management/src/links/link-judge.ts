import { type Problem, refuseField } from "@shunt/contracts";
import type { Config } from "../config.ts";
import type { LinkSettings } from "./link-record.ts";
import { createTargetJudge, type FindRefused } from "./target-judge.ts";

/** Tells why a link with these settings is not accepted: "target-refused" or "validation-failed". */
export type JudgeLink = (settings: JudgedSettings) => Problem | undefined;

type JudgedSettings = Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "startsAt" | "expiresAt">;

/** Makes the judge of these links: of their destinations, as `createTargetJudge` does, and of when they begin and end. */
export async function createLinkJudge(
  findRefused: FindRefused,
  config: Pick<Config, "BASE_URL" | "APP_URL">,
  links: readonly JudgedSettings[],
): Promise<JudgeLink> {
  const judge = await createTargetJudge(findRefused, config, links.flatMap(toTargets));
  return settings => {
    for (const target of toTargets(settings)) {
      const refusal = judge(target);
      if (refusal) return refusal;
    }
    if (!settings.startsAt || !settings.expiresAt || settings.startsAt < settings.expiresAt) return undefined;
    return refuseField("/expires_at", "must be later than starts_at");
  };
}

function toTargets({ targetUrl, fallbackUrl }: JudgedSettings): string[] {
  return fallbackUrl === null ? [targetUrl] : [targetUrl, fallbackUrl];
}
