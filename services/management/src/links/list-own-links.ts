import { type ListLinks, Problem, refuseField } from "@shunt/contracts";
import { type Db, toContainsPattern } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Actor, Context } from "../context.ts";
import { fromCursor, type Position, toCursor } from "../http/cursor.ts";
import { findDomainId, findWorkspaceIds } from "../workspaces/workspace-store.ts";
import { type LinkRecord, toLink } from "./link-record.ts";
import { createdBeyond, createdPosition, selectLinks } from "./link-store.ts";
import { bearsTag } from "./link-tags.ts";

export interface OwnLinks {
  links: LinkRecord[];
  /** Of all pages; undefined where the page was asked for by its cursor. */
  total: number | undefined;
  nextCursor: string | null;
}

const sortColumns = {
  created_at: sql`links.created_at`,
  click_count: sql`coalesce(link_totals.human_clicks, 0)`,
  last_click: sql`coalesce(link_totals.last_clicked_at, '-infinity')`,
};

/**
 * One page of somebody's links, by its number or from where the page before ended.
 *
 * @throws Problem "domain-not-found", or "validation-failed" for a cursor that is none, or with another order
 */
export async function listOwnLinks(context: Context, actor: Actor, query: ListLinks): Promise<OwnLinks> {
  const filtered = await selectOwnLinks(context, actor, query);
  const direction = query.sort.startsWith("-") ? "desc" : "asc";
  const column = query.sort.replace("-", "") as keyof typeof sortColumns;
  const sorted = filtered
    .select(createdPosition)
    .orderBy(sortColumns[column], direction)
    .orderBy("links.id", direction)
    // One more tells whether there is another page.
    .limit(query.size + 1);
  const toPage = (rows: readonly (Parameters<typeof toLink>[0] & Position)[]) => {
    const links = rows.slice(0, query.size);
    const last = links.at(-1);
    const hasCursor = column === "created_at" && rows.length > query.size && last !== undefined;
    return { links: links.map(toLink), nextCursor: hasCursor ? toCursor(last) : null };
  };

  if (query.cursor !== undefined) {
    if (column !== "created_at") throw refuseField("?sort", "must be by created_at with a cursor");
    const rows = await sorted.where(createdBeyond(fromCursor(query.cursor), direction)).execute();
    return { ...toPage(rows), total: undefined };
  }
  const count = filtered.clearSelect().select(eb => eb.fn.countAll<number>().as("total"));
  const [rows, { total }] = await Promise.all([
    sorted.offset((query.page - 1) * query.size).execute(),
    count.executeTakeFirstOrThrow(),
  ]);
  return { ...toPage(rows), total };
}

async function selectOwnLinks({ db }: Context, actor: Actor, query: ListLinks) {
  const { is_active, state, tag, folder, domain, created_from, created_to, search } = query;
  let selected = selectLinks(db)
    .where("links.owner_id", "=", actor.userId)
    .where(state ? states[state] : sql<boolean>`links.archived_at is null`);
  if (is_active !== undefined) selected = selected.where("links.is_active", "=", is_active === "true");
  if (tag !== undefined) selected = selected.where(bearsTag(tag));
  if (folder !== undefined) selected = selected.where("links.folder", "=", folder);
  if (created_from !== undefined) selected = selected.where("links.created_at", ">=", created_from);
  if (created_to !== undefined) selected = selected.where("links.created_at", "<", created_to);
  if (domain !== undefined)
    selected = selected.where("link_codes.domain_id", "=", await findOwnDomain(db, actor, domain));
  if (actor.domainIds !== undefined)
    selected = selected.where(sql<boolean>`link_codes.domain_id = any(${actor.domainIds}::int[])`);
  return search === undefined ? selected : selected.where(matches(actor, search));
}

const isOver = sql`links.expires_at <= now()`;
const isToCome = sql`links.starts_at > now()`;
const states: Record<NonNullable<ListLinks["state"]>, RawBuilder<boolean>> = {
  active: sql`links.archived_at is null and links.blocked_at is null and links.is_active
    and ${isOver} is not true and ${isToCome} is not true`,
  inactive: sql`links.archived_at is null and not links.is_active`,
  scheduled: sql`links.archived_at is null and ${isToCome}`,
  expired: sql`links.archived_at is null and ${isOver}`,
  blocked: sql`links.archived_at is null and links.blocked_at is not null`,
  archived: sql`links.archived_at is not null`,
};

async function findOwnDomain(db: Db, actor: Actor, host: string): Promise<number> {
  const id = await findDomainId(db, await findWorkspaceIds(db, actor), host);
  if (id === undefined) throw new Problem("domain-not-found");
  return id;
}

/** Links of the actor with a part of the text in them. Two sets, so that each is found by its own index. */
function matches({ userId }: Actor, search: string): RawBuilder<boolean> {
  const pattern = toContainsPattern(search);
  return sql<boolean>`links.id in (
    select id from links
    where owner_id = ${userId} and (target_url ilike ${pattern} or title ilike ${pattern} or notes ilike ${pattern})
    union all
    select link_id from link_codes join links on links.id = link_id
    where owner_id = ${userId} and code ilike ${pattern}
  )`;
}
