/** The domain of `BASE_URL`, made by the first migration. */
export const defaultDomainId = 1;

/** Stands for the host of `BASE_URL`, which only the configuration knows. */
export const defaultHost = "";
