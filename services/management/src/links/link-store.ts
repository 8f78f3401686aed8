import type { LinkAddress } from "@shunt/cache";
import { type EdgeFacts, type LinkSettings, linkSettings, type SettingColumns } from "@shunt/contracts";
import { type Db, linkColumns } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Position } from "../http/cursor.ts";
import { deleteAggregates, forgetClicks } from "./forget-clicks.ts";
import type { LinkRecord } from "./link-record.ts";
import { tagsOfLink } from "./link-tags.ts";
import { toSearchText } from "./search/search-text.ts";
import { writeSearchTexts } from "./search/search-text-store.ts";

/** Links as this service shows them, with their codes and totals: rows are `LinkRecord`s. */
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
      "links.created_at as createdAt",
      "links.updated_at as updatedAt",
      "link_codes.domain_id as domainId",
      "link_codes.code",
      "link_codes.is_custom as isCustom",
      "domains.host as domainHost",
      sql<number>`coalesce(link_totals.human_clicks, 0)`.as("clickCount"),
      tagsOfLink.as("tags"),
      otherCodesOfLink.as("otherCodes"),
    ]);
}

export async function findLink(db: Db, id: string): Promise<LinkRecord | undefined> {
  return selectLinks(db).where("links.id", "=", id).executeTakeFirst();
}

/** @throws NoResultError when the link is gone: for callers who have just written it. */
export async function getLinkRow(tx: Db, id: string): Promise<LinkRecord> {
  return selectLinks(tx).where("links.id", "=", id).executeTakeFirstOrThrow();
}

/** As `getLinkRow`, of several, in any order. */
export async function getLinkRows(tx: Db, ids: readonly string[]): Promise<LinkRecord[]> {
  if (ids.length === 0) return [];
  return selectLinks(tx).where("links.id", "in", ids).execute();
}

/** As `findLink`, and nobody else may change the link until the transaction ends. */
export async function lockLink(tx: Db, id: string): Promise<LinkRecord | undefined> {
  await sql`select from links where id = ${id} for update`.execute(tx);
  // A statement that had to wait would see codes and tags as they were before.
  return findLink(tx, id);
}

/** By any of its codes. */
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

/** Raises the version of a link whose codes have changed. */
export async function touchLink(db: Db, id: string): Promise<void> {
  await db.updateTable("links").set({ version: nextVersion, updated_at: sql`now()` }).where("id", "=", id).execute();
}

/** Writes the settings under a new version. */
export async function updateSettings(db: Db, id: string, settings: LinkSettings): Promise<void> {
  await db
    .updateTable("links")
    .set({ ...toSettingColumns(settings), version: nextVersion, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
  await writeSearchTexts(db, [{ id, searchText: toSearchText(settings) }]);
}

function toSettingColumns(settings: LinkSettings): SettingColumns {
  return Object.fromEntries(linkSettings.map(({ column, name }) => [column, settings[name]])) as SettingColumns;
}

/** Takes a link down for everybody, or puts it back, under a new version. @param reason for the owner */
export async function setBlocked(db: Db, id: string, isBlocked: boolean, reason: string | null): Promise<void> {
  await db
    .updateTable("links")
    .set({
      blocked_at: isBlocked ? sql<Date>`coalesce(blocked_at, now())` : null,
      // It is down, or up, for itself now.
      blocked_host: null,
      blocked_reason: isBlocked ? reason : null,
      version: nextVersion,
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}

/** Deletes links with their codes and numbers, and returns a version that is newer than any they ever had. */
export async function deleteLinkRows(tx: Db, ids: readonly string[]): Promise<number> {
  await tx.deleteFrom("links").where("id", "in", ids).execute();
  await deleteAggregates(tx, ids);
  await forgetClicks(tx, ids, sql`'infinity'::timestamptz`);
  return drawVersion(tx);
}

/** A version that is newer than any that a link has. */
export async function drawVersion(db: Db): Promise<number> {
  const { version } = await db.selectNoFrom(nextVersion.as("version")).executeTakeFirstOrThrow();
  return version;
}

/** Where a link stands in order of creation, to the microsecond, which a JavaScript date does not hold. */
export const createdPosition = sql<string>`to_char(
  links.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
)`.as("at");

/** The condition that a link comes after a position, in that order. */
export function createdBeyond({ at, id }: Position, direction: "asc" | "desc"): RawBuilder<boolean> {
  const end = sql`(${at}::timestamptz, ${id}::uuid)`;
  return direction === "asc" ? sql`(links.created_at, links.id) > ${end}` : sql`(links.created_at, links.id) < ${end}`;
}

const nextVersion = sql<number>`nextval('link_version_seq')`;

/** For a select from `links`. */
const otherCodesOfLink = sql<LinkAddress[]>`(
  select coalesce(json_agg(json_build_object('domainId', other.domain_id, 'code', other.code)), '[]')
  from link_codes as other where other.link_id = links.id and not other.is_primary
)`;
