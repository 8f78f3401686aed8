import type { CachedDomain } from "@shunt/contracts";
import type { Decision } from "../links/decide.ts";

/** Where the domain sends visitors for whom there is nothing, if it sends them anywhere: no click is counted then. */
export function fallBack(decision: Decision, domain: CachedDomain, isRoot: boolean): Decision {
  const url = toFallbackUrl(decision, domain, isRoot);
  return url === null ? decision : { kind: "fallback", url };
}

function toFallbackUrl({ kind }: Decision, domain: CachedDomain, isRoot: boolean): string | null {
  if (kind === "expired") return domain.expiredUrl;
  if (kind !== "missing") return null;
  return isRoot ? domain.rootUrl : domain.notFoundUrl;
}
