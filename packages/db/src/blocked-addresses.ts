import { type RawBuilder, sql } from "kysely";

/**
 * Subquery for the moderation block of a short URL: one row or none. Codes are compared case-sensitively only if the
 * domain was case-sensitive when the address was blocked and still is.
 */
export function selectBlockedAddress(domainId: RawBuilder<unknown>, code: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select blocked.version from domains join blocked_addresses as blocked on blocked.host = coalesce(domains.host, '')
    where domains.id = ${domainId} and lower(blocked.code) = lower(${code})
      and (blocked.code = ${code} or not blocked.is_case_sensitive or not domains.is_case_sensitive)
    limit 1
  )`;
}
