/** The domain of `BASE_URL`, made by the first migration. */
export const defaultDomainId = 1;
