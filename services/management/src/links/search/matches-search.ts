import { defaultDomainId, parseShortUrl } from "@shunt/contracts";
import { type Db, toContainsPattern } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../context.ts";
import { foldText } from "./fold-text.ts";
import { toReadableUrl } from "./readable-url.ts";

/** Far more than anyone looks through. */
const maxMatches = sql.lit(10_000);

/**
 * The condition that a link holds what people see of it: a part of its code, destination, title, notes, folder or tags, without
 * regard to case, accents and encoding, or its short URL. The newest links where very many match. Each set is found by an index of
 * its own.
 *
 * @param ownerId whose links; undefined for those of all accounts
 * @param domainIds of an API key: codes on other domains do not exist for it
 */
export async function matchesSearch(
  { db, config }: Pick<Context, "db" | "config">,
  ownerId: string | undefined,
  search: string,
  domainIds?: readonly number[],
): Promise<RawBuilder<boolean>> {
  const isOwned = ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}`;
  const isOnDomain = domainIds ? sql`domain_id = any(${domainIds}::int[])` : sql`true`;
  const { patterns, folded } = toPatterns(search);
  const sets = [
    sql`(
      select id from links where ${isOwned} and ${isLike(["target_url", "title", "notes"], patterns)}
      order by created_at desc, id desc limit ${maxMatches}
    )`,
    sql`(select link_id from link_search where ${isOwned} and ${isLike(["search_text"], folded)} limit ${maxMatches})`,
    sql`(
      select link_id from link_codes join links on links.id = link_id
      where ${isOwned} and ${isOnDomain} and ${isLike(["code"], patterns)} limit ${maxMatches}
    )`,
    ...(await toShortUrlSet(db, config.BASE_URL, sql`${isOwned} and ${isOnDomain}`, search)),
    ...(ownerId === undefined ? [] : await toTagSet(db, ownerId, search)),
  ];
  return sql<boolean>`links.id in (${sql.join(sets, sql` union all `)})`;
}

/** As it was typed, and folded, with and without its encoding undone: `stra%C3%9Fe`, `Straße` and `STRASSE` find each other. */
function toPatterns(search: string): { patterns: string[]; folded: string[] } {
  const folded = [foldText(search), foldText(toReadableUrl(search))].filter(text => text.trim() !== "");
  const patterns = [search.toLowerCase(), ...folded];
  return { patterns: unique(patterns).map(toContainsPattern), folded: unique(folded).map(toContainsPattern) };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function isLike(columns: readonly string[], patterns: readonly string[]): RawBuilder<unknown> {
  if (patterns.length === 0) return sql`false`;
  const conditions = columns.flatMap(column => patterns.map(pattern => sql`${sql.ref(column)} ilike ${pattern}`));
  return sql`(${sql.join(conditions, sql` or `)})`;
}

/** A short URL, whole or as far as it has been typed. */
async function toShortUrlSet(
  db: Db,
  baseUrl: string,
  isMeant: RawBuilder<unknown>,
  search: string,
): Promise<RawBuilder<unknown>[]> {
  const shortUrl = parseShortUrl(search);
  const code = shortUrl?.code ?? shortUrl?.path;
  if (!shortUrl || !code || !/^[A-Za-z0-9_-]+$/.test(code)) return [];
  const isShared = shortUrl.host === new URL(baseUrl).hostname;
  const domain = await db.selectFrom("domains").select("id").where("host", "=", shortUrl.host).executeTakeFirst();
  const domainId = isShared ? defaultDomainId : domain?.id;
  if (domainId === undefined) return [];
  return [
    sql`(
      select link_id from link_codes join links on links.id = link_id
      where ${isMeant} and domain_id = ${domainId} and code ilike ${toContainsPattern(code).slice(1)} limit ${maxMatches}
    )`,
  ];
}

/** An account has few tags, so they are compared here, and not by a column of their own. */
async function toTagSet(db: Db, ownerId: string, search: string): Promise<RawBuilder<unknown>[]> {
  const wanted = foldText(search);
  const { rows } = await sql<{ id: string; name: string }>`
    select tags.id, tags.name from tags join workspaces on workspaces.id = workspace_id
    where personal_user_id = ${ownerId} limit ${maxMatches}`.execute(db);
  const ids = rows.flatMap(({ id, name }) => (foldText(name).includes(wanted) ? [id] : []));
  return ids.length === 0
    ? []
    : [sql`(select link_id from link_tags where tag_id = any(${ids}::uuid[]) limit ${maxMatches})`];
}
