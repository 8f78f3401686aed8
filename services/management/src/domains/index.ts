export { removeDomainUrls, restoreDomainUrls } from "./blocked-urls.ts";
export { type CodeDomain, createDomainChoice, findCodeDomains, findDefaultStatus } from "./code-domains.ts";
export type { DomainsDeps, ResolveTxt } from "./deps.ts";
export { DomainChanges } from "./domain-changes.ts";
export { removeDomainsOf } from "./domain-store.ts";
export { getFilterDomainId, getOwnDomainId } from "./get-domain.ts";
export { listAllDomains, removeDomain } from "./release/index.ts";
export { addDomainRoutes } from "./routes.ts";
export { SharedCaseConflict, setSharedCase } from "./set-shared-case.ts";
