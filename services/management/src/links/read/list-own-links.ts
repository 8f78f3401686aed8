import type { ListLinks } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { isUsedUp } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { type Caller, domainLimitOf, visibleTo } from "../../access/index.ts";
import { getOwnDomainId } from "../../domains/index.ts";
import { fromCursor, type Position, toCursor } from "../../http/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { afterPosition, createdPosition, getLinkRows } from "../link-store.ts";
import { matchesSearch } from "../search/matches-search.ts";
import { getFolders } from "../tags/folders.ts";
import { getTags, hasTag } from "../tags/link-tags.ts";
import { hasHealth } from "./link-health.ts";

export interface OwnLinks {
  links: LinkRecord[];
  /** Undefined for a page requested by cursor. */
  total: number | undefined;
  nextCursor: string | null;
}

const sortColumns = {
  created_at: sql`links.created_at`,
  click_count: sql`coalesce(link_totals.human_clicks, 0)`,
  last_click: sql`coalesce(link_totals.last_clicked_at, '-infinity')`,
};

/**
 * Returns a page by number or cursor. Finds the ids first and reads the links after that, so that skipped links cost
 * only an index entry.
 *
 * @throws Problem "domain-not-found", "tag-not-found", "folder-not-found", or "validation-failed" for an invalid
 * cursor, or one combined with another order
 */
export async function listOwnLinks(context: LinksDeps, actor: Caller, query: ListLinks): Promise<OwnLinks> {
  const { db } = context;
  const condition = await toCondition(context, actor, query);
  const direction = query.sort.startsWith("-") ? "desc" : "asc";
  const column = query.sort.replace("-", "") as keyof typeof sortColumns;
  const sorted = db
    .selectFrom("links")
    // Postgres skips this join unless the query sorts by it.
    .leftJoin("link_totals", "link_totals.link_id", "links.id")
    .select(["links.id", createdPosition])
    .where(condition)
    .orderBy(sortColumns[column], direction)
    .orderBy("links.id", direction)
    // One extra row shows whether there is another page.
    .limit(query.size + 1);
  const toPage = async (rows: readonly Position[]) => {
    const found = rows.slice(0, query.size);
    const links = new Map(
      (
        await getLinkRows(
          db,
          found.map(({ id }) => id),
        )
      ).map(link => [link.id, link]),
    );
    const last = found.at(-1);
    const hasCursor = column === "created_at" && rows.length > query.size && last !== undefined;
    // A link may have been deleted meanwhile.
    return { links: found.flatMap(({ id }) => links.get(id) ?? []), nextCursor: hasCursor ? toCursor(last) : null };
  };

  if (query.cursor !== undefined) {
    if (column !== "created_at")
      throw fieldProblem("?sort", "must be created_at or -created_at in combination with cursor");
    const rows = await sorted.where(afterPosition(fromCursor(query.cursor), direction)).execute();
    return { ...(await toPage(rows)), total: undefined };
  }
  const count = db
    .selectFrom("links")
    .select(eb => eb.fn.countAll<number>().as("total"))
    .where(condition);
  const [rows, { total }] = await Promise.all([
    sorted.offset((query.page - 1) * query.size).execute(),
    count.executeTakeFirstOrThrow(),
  ]);
  return { ...(await toPage(rows)), total };
}

async function toCondition(context: LinksDeps, actor: Caller, query: ListLinks): Promise<RawBuilder<boolean>> {
  const { db } = context;
  const { is_active, state, health, tag, folder, domain, created_from, created_to, search } = query;
  const isSeen = visibleTo(actor, "link");
  const conditions: RawBuilder<unknown>[] = [isSeen, state ? states[state] : sql`links.archived_at is null`];
  if (is_active !== undefined) conditions.push(sql`links.is_active = ${is_active === "true"}`);
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
  if (domain !== undefined) conditions.push(isOnDomain([await getOwnDomainId(db, actor, domain)]));
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

function isOnDomain(domainIds: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from link_codes where link_id = links.id and is_primary and domain_id = any(${domainIds}::int[])
  )`;
}

const isExpired = sql`(links.expires_at <= now() or ${isUsedUp})`;
const isScheduled = sql`links.starts_at > now()`;
const states: Record<NonNullable<ListLinks["state"]>, RawBuilder<boolean>> = {
  active: sql`links.archived_at is null and links.blocked_at is null and links.is_active
    and ${isExpired} is not true and ${isScheduled} is not true`,
  inactive: sql`links.archived_at is null and not links.is_active`,
  scheduled: sql`links.archived_at is null and ${isScheduled}`,
  expired: sql`links.archived_at is null and ${isExpired}`,
  blocked: sql`links.archived_at is null and links.blocked_at is not null`,
  archived: sql`links.archived_at is not null`,
};
