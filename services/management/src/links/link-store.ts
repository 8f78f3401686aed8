import type { LinkAddress } from "@shunt/cache";
import type { EdgeFacts } from "@shunt/contracts/cached";
import type { LinkSettings } from "@shunt/contracts/links";
import { type Db, linkColumns, maxClicksOfLink, usesOfLink } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Position } from "../http/index.ts";
import type { LinkRecord, OtherCode } from "./link-record.ts";
import { healthOfLink } from "./read/link-health.ts";
import { tagsOfLink } from "./tags/tags-of-link.ts";

/** Rows are `LinkRecord`s. */
export function selectLinks(db: Db) {
  return db
    .selectFrom("links")
    .innerJoin("link_codes", join => join.onRef("link_codes.link_id", "=", "links.id").on("is_primary", "=", true))
    .innerJoin("domains", "domains.id", "link_codes.domain_id")
    .leftJoin("link_totals", "link_totals.link_id", "links.id")
    .select(linkColumns)
    .$narrowType<EdgeFacts & LinkSettings>()
    .select([
      "links.owner_id as ownerId",
      "links.workspace_id as workspaceId",
      "links.blocked_reason as blockedReason",
      "links.unsafe_reason as unsafeReason",
      "links.created_at as createdAt",
      "links.updated_at as updatedAt",
      "link_codes.domain_id as domainId",
      "link_codes.code",
      "link_codes.is_custom as isCustom",
      "domains.host as domainHost",
      sql<number>`coalesce(link_totals.human_clicks, 0)`.as("clickCount"),
      sql<number | null>`case when ${maxClicksOfLink} is not null then ${usesOfLink} end`.as("clicksUsed"),
      healthOfLink.as("health"),
      tagsOfLink.as("tags"),
      otherCodesOfLink.as("otherCodes"),
    ]);
}

export async function findLink(db: Db, id: string): Promise<LinkRecord | undefined> {
  return selectLinks(db).where("links.id", "=", id).executeTakeFirst();
}

/** @throws NoResultError if the link does not exist */
export async function getLinkRow(tx: Db, id: string): Promise<LinkRecord> {
  return selectLinks(tx).where("links.id", "=", id).executeTakeFirstOrThrow();
}

/** In any order, without missing links. */
export async function getLinkRows(tx: Db, ids: readonly string[]): Promise<LinkRecord[]> {
  if (ids.length === 0) return [];
  return selectLinks(tx).where("links.id", "in", ids).execute();
}

/** Locks the link until the transaction ends. */
export async function lockLink(tx: Db, id: string): Promise<LinkRecord | undefined> {
  await sql`select from links where id = ${id} for update`.execute(tx);
  // A second statement: after waiting for the lock, the first would still see the old codes and tags.
  return findLink(tx, id);
}

export async function findLinkByCode(db: Db, { domainId, code }: LinkAddress): Promise<LinkRecord | undefined> {
  return selectLinks(db)
    .where("links.id", "=", eb =>
      eb
        .selectFrom("link_codes as any_code")
        .select("link_id")
        .where("code", "=", code)
        .where("domain_id", "=", domainId),
    )
    .executeTakeFirst();
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
