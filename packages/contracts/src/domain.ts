/** Id of the shared domain, that of `BASE_URL`. The first migration creates it. */
export const defaultDomainId = 1;

/** Stored host of the shared domain. Only the configuration knows the host of `BASE_URL`. */
export const defaultHost = "";
