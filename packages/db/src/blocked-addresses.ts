import { type RawBuilder, sql } from "kysely";

/**
 * The verdict of moderation on a short URL, as a subquery of one row or none: kept apart from the link, which its owner may delete.
 * Cases are told apart only where the domain did when the address was blocked, and does now.
 */
export function selectBlockedAddress(domainId: RawBuilder<unknown>, code: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select blocked.version from domains join blocked_addresses as blocked on blocked.host = coalesce(domains.host, '')
    where domains.id = ${domainId} and lower(blocked.code) = lower(${code})
      and (blocked.code = ${code} or not blocked.is_case_sensitive or not domains.is_case_sensitive)
    limit 1
  )`;
}
