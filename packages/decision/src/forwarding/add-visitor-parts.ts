import type { Target } from "../target.ts";

/** Changes the URL for this visitor only; statistics keep the URL without it. */
export function addVisitorParts(target: Target, url: string): Target {
  return url === target.url ? target : { ...target, url, destination: target.destination ?? target.url };
}
