import { type LinkRules, toRuleTargets } from "@shunt/contracts/links";
import { toNat64 } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { type LinkChanges, toTargets } from "../links/index.ts";
import { findBlockedHosts } from "../targets/index.ts";
import { insertNotices, type NoticedLink } from "./notice-store.ts";

/** Matches URLs, as serialised by WHATWG, on a host or a subdomain of it. */
export function toUrlPattern(host: string): string {
  return `^${toOriginPattern(host)}`;
}

function toOriginPattern(host: string): string {
  const spellings = [host, toNat64(host)].filter(each => each !== undefined);
  const either = spellings.map(each => each.replaceAll(/[^a-z0-9-]/g, "\\$&")).join("|");
  return `https?://([^/]*[.@])?(${either})\\.*(:[0-9]+)?/`;
}

/** Includes expired links, not blocked ones. */
export async function findLinksTo(db: Db, host: string): Promise<string[]> {
  const pattern = toUrlPattern(host);
  // The first query uses a trigram index; few links have a fallback or rules.
  const { rows } = await sql<{ id: string; rules: LinkRules | null }>`
    select id, null::jsonb as rules from links where target_url ~ ${pattern} and blocked_at is null
    union all
    select id, null from links where fallback_url ~ ${pattern} and blocked_at is null
    union all
    select id, rules from links where rules::text ~ ${`"${toOriginPattern(host)}`} and blocked_at is null
    order by id`.execute(db);
  const leadsToHost = new RegExp(pattern);
  // The text of rules holds more than URLs to be sent to.
  const found = rows.filter(
    ({ rules }) => rules === null || toRuleTargets(rules).some(({ url }) => leadsToHost.test(url)),
  );
  return [...new Set(found.map(({ id }) => id))];
}

/** Groups links by their blocked host; undefined for links without one. @param which condition on `links` */
export async function groupByBlockedHost(
  db: Db,
  which: RawBuilder<unknown>,
): Promise<Map<string | undefined, string[]>> {
  const rows = await db
    .selectFrom("links")
    .select(["id", "target_url as targetUrl", "fallback_url as fallbackUrl", "rules"])
    .where(sql<boolean>`${which}`)
    .orderBy("id")
    .execute();
  const blocked = await findBlockedHosts(db, rows.flatMap(toTargets));
  const groups = Map.groupBy(rows, row => toTargets(row).flatMap(url => blocked.get(url) ?? [])[0]);
  return new Map([...groups].map(([other, links]) => [other, links.map(({ id }) => id)]));
}

/** Shown to owners if the administrator gave no reason. */
const hostReason = "The destination is on a blocked host";

/** @param reason shown to the owner */
export async function setBlocked(
  links: LinkChanges,
  id: string,
  isBlocked: boolean,
  reason: string | null,
): Promise<void> {
  const { isNew } = await links.db
    .selectFrom("links")
    .select(sql<boolean>`blocked_at is null`.as("isNew"))
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  if (isBlocked && isNew) await insertNotices(links.db, "blocked", [{ id, reason }]);
  await links.db
    .updateTable("links")
    .set({
      blocked_at: isBlocked ? sql<Date>`coalesce(blocked_at, now())` : null,
      blocked_host: null,
      blocked_reason: isBlocked ? reason : null,
    })
    .where("id", "=", id)
    .execute();
  links.touch([id]);
  await links.audit({ action: isBlocked ? "link.blocked" : "link.unblocked", subjectId: id, details: { reason } });
}

/** Skips individually blocked links. */
export async function setBlockedHost(
  links: LinkChanges,
  ids: readonly string[],
  host: string | undefined,
): Promise<void> {
  const { rows } = await sql<NoticedLink & { isNew: boolean }>`
    update links set blocked_host = ${host ?? null}, blocked_at = ${host === undefined ? null : sql`coalesce(links.blocked_at, now())`},
      blocked_reason = ${host === undefined ? null : sql`coalesce((select reason from blocked_hosts where host = ${host}), ${hostReason})`}
    from (select id, blocked_at from links where id = any(${ids}::uuid[]) order by id for update) as before
    where links.id = before.id and (links.blocked_at is null or links.blocked_host is not null)
    returning links.id, links.blocked_reason as reason, before.blocked_at is null as "isNew"`.execute(links.db);
  if (host !== undefined)
    await insertNotices(
      links.db,
      "blocked",
      rows.filter(({ isNew }) => isNew),
    );
  links.touch(rows.map(({ id }) => id));
}
