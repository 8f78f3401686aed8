export { listAllDomains } from "./list-all-domains.ts";
export { notifyOfRelease } from "./notify-of-release.ts";
export { type ReleasedDomain, releaseDomain } from "./release-domain.ts";
export { lockServedDomain, restoreHost } from "./release-store.ts";
export { removeDomain } from "./remove-domain.ts";
