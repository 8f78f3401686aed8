import type { LinkFilters, LinkState } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { isUsedUp } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { type Caller, domainLimitOf, visibleTo, workspacesOf } from "../../access/index.ts";
import { getFilterDomainId } from "../../domains/index.ts";
import type { LinksDeps } from "../deps.ts";
import { matchesSearch } from "../search/matches-search.ts";
import { getFolders } from "../tags/folders.ts";
import { getTags, hasTag } from "../tags/link-tags.ts";
import { hasBrokenDestination, hasHealth } from "./link-health.ts";

/** @throws Problem "workspace-not-found", "domain-not-found", "tag-not-found" or "folder-not-found" */
export async function toLinkCondition(
  context: LinksDeps,
  actor: Caller,
  query: LinkFilters,
): Promise<RawBuilder<boolean>> {
  const { db } = context;
  const { state, health, tag, folder, domain, created_from, created_to, search, workspace_id } = query;
  const isSeen = visibleTo(actor, "link");
  const conditions: RawBuilder<unknown>[] = [isSeen, state ? hasState(state, isSeen) : sql`links.archived_at is null`];
  for (const [field, column] of Object.entries(flags)) {
    const wanted = query[field as keyof typeof flags];
    if (wanted !== undefined) conditions.push(sql`${column} = ${wanted === "true"}`);
  }
  if (workspace_id !== undefined) {
    if (!workspacesOf(actor, "read", "link").includes(workspace_id)) throw new Problem("workspace-not-found");
    conditions.push(sql`links.workspace_id = ${workspace_id}::uuid`);
  }
  if (health !== undefined) conditions.push(hasHealth(health));
  if (tag !== undefined) {
    conditions.push(hasTag(await getTags(db, visibleTo(actor, "tag"), tag)));
  }
  if (folder !== undefined) {
    const folders = await getFolders(db, isSeen, folder);
    conditions.push(sql`links.folder = any(${folders}::text[])`);
  }
  if (created_from !== undefined) conditions.push(sql`links.created_at >= ${created_from}`);
  if (created_to !== undefined) conditions.push(sql`links.created_at < ${created_to}`);
  if (domain !== undefined) conditions.push(isOnDomain([await getFilterDomainId(context, actor, domain)]));
  if (search !== undefined)
    conditions.push(
      await matchesSearch(context, search, {
        condition: isSeen,
        tags: visibleTo(actor, "tag"),
        domainIds: domainLimitOf(actor),
      }),
    );
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Fields that a filter compares with `true` or `false`. */
const flags = {
  is_active: sql`links.is_active`,
  is_public: sql`links.is_public`,
  has_password: sql`((links.rules -> 'lock') is not null)`,
  is_unsafe: sql`((links.unsafe_mark in ('marked', 'listed')) is true)`,
  has_broken_destination: hasBrokenDestination,
};

function isOnDomain(domainIds: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from link_codes where link_id = links.id and is_primary and domain_id = any(${domainIds}::int[])
  )`;
}

/** @param isSeen condition on `links`, true for all links of the statement */
function hasState(state: LinkState, isSeen: RawBuilder<boolean>): RawBuilder<boolean> {
  const isExpired = sql`(links.expires_at <= now() or ${isUsedUp(isSeen)})`;
  const isScheduled = sql`links.starts_at > now()`;
  const states: Record<LinkState, RawBuilder<boolean>> = {
    active: sql`links.archived_at is null and links.blocked_at is null and links.is_active
      and ${isExpired} is not true and ${isScheduled} is not true`,
    inactive: sql`links.archived_at is null and not links.is_active`,
    scheduled: sql`links.archived_at is null and ${isScheduled}`,
    expired: sql`links.archived_at is null and ${isExpired}`,
    blocked: sql`links.archived_at is null and links.blocked_at is not null`,
    archived: sql`links.archived_at is not null`,
  };
  return states[state];
}
