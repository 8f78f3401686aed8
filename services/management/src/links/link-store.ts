import type { LinkAddress } from "@shunt/cache";
import type { EdgeFacts } from "@shunt/contracts/cached";
import type { LinkSettings } from "@shunt/contracts/links";
import { type Db, linkColumns, maxClicksOfLink, selectTotals, usesOfLink } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Position } from "../http/index.ts";
import type { LinkRecord, OtherCode } from "./link-record.ts";
import { hasBrokenDestination, healthOfLink } from "./read/link-health.ts";
import { tagsOfLink } from "./tags/tags-of-link.ts";

/**
 * Rows are `LinkRecord`s, in any order. Takes ids only, because the clicks may be on other servers than the links: find
 * the ids that match a condition first.
 */
function selectLinks(db: Db, ids: readonly string[]) {
  const wanted = sql`${ids}::uuid[]`;
  return db
    .selectFrom("links")
    .innerJoin("link_codes", join => join.onRef("link_codes.link_id", "=", "links.id").on("is_primary", "=", true))
    .innerJoin("domains", "domains.id", "link_codes.domain_id")
    .leftJoin(selectTotals(wanted).as("totals"), "totals.link_id", "links.id")
    .where(sql<boolean>`links.id = any(${wanted})`)
    .select(linkColumns)
    .$narrowType<EdgeFacts & LinkSettings>()
    .select([
      "links.owner_id as ownerId",
      "links.workspace_id as workspaceId",
      "links.blocked_reason as blockedReason",
      "links.unsafe_reason as unsafeReason",
      "links.created_at as createdAt",
      "links.imported_at as importedAt",
      "links.former_clicks as formerClicks",
      "links.updated_at as updatedAt",
      "link_codes.domain_id as domainId",
      "link_codes.code",
      "link_codes.is_custom as isCustom",
      "domains.host as domainHost",
      sql<number>`coalesce(totals.human_clicks, 0)`.as("clickCount"),
      "totals.last_clicked_at as lastClickedAt",
      sql<number | null>`case when ${maxClicksOfLink} is not null then ${usesOfLink(sql`totals.human_clicks`)} end`.as(
        "clicksUsed",
      ),
      healthOfLink.as("health"),
      hasBrokenDestination.as("hasBrokenDestination"),
      tagsOfLink.as("tags"),
      otherCodesOfLink.as("otherCodes"),
    ]);
}

export async function findLink(db: Db, id: string): Promise<LinkRecord | undefined> {
  return selectLinks(db, [id]).executeTakeFirst();
}

/** @throws NoResultError if the link does not exist */
export async function getLinkRow(tx: Db, id: string): Promise<LinkRecord> {
  return selectLinks(tx, [id]).executeTakeFirstOrThrow();
}

/** In any order, without missing links. */
export async function getLinkRows(tx: Db, ids: readonly string[]): Promise<LinkRecord[]> {
  if (ids.length === 0) return [];
  return selectLinks(tx, ids).execute();
}

/** Without links that were deleted meanwhile. */
export async function getLinksInOrder(db: Db, found: readonly { id: string }[]): Promise<LinkRecord[]> {
  const ids = found.map(({ id }) => id);
  const links = new Map((await getLinkRows(db, ids)).map(link => [link.id, link]));
  return ids.flatMap(id => links.get(id) ?? []);
}

/** Locks the link until the transaction ends. */
export async function lockLink(tx: Db, id: string): Promise<LinkRecord | undefined> {
  await sql`select from links where id = ${id} for update`.execute(tx);
  // A second statement: after waiting for the lock, the first would still see the old codes and tags.
  return findLink(tx, id);
}

export async function findLinkByCode(db: Db, { domainId, code }: LinkAddress): Promise<LinkRecord | undefined> {
  const found = await db
    .selectFrom("link_codes")
    .select("link_id as id")
    .where("code", "=", code)
    .where("domain_id", "=", domainId)
    .executeTakeFirst();
  return found && findLink(db, found.id);
}

/** In microseconds, which a JavaScript date would lose. */
export const createdPosition = sql<string>`to_char(
  links.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
)`.as("at");

/** Whether a link follows a position in order of creation. */
export function afterPosition({ at, id }: Position, direction: "asc" | "desc"): RawBuilder<boolean> {
  const end = sql`(${at}::timestamptz, ${id}::uuid)`;
  return direction === "asc" ? sql`(links.created_at, links.id) > ${end}` : sql`(links.created_at, links.id) < ${end}`;
}

const otherCodesOfLink = sql<OtherCode[]>`(
  select coalesce(
    json_agg(
      json_build_object('domainId', other.domain_id, 'code', other.code, 'host', home.host)
      order by other.created_at, other.code
    ), '[]')
  from link_codes as other join domains as home on home.id = other.domain_id
  where other.link_id = links.id and not other.is_primary
)`;
