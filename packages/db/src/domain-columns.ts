/** Columns of a `CachedDomain`, for a select from `domains`. */
export const cachedDomainColumns = [
  "id",
  "version",
  "root_url as rootUrl",
  "not_found_url as notFoundUrl",
  "expired_url as expiredUrl",
  "robots",
  "is_case_sensitive as isCaseSensitive",
  "rules",
] as const;
