import { defaultDomainId } from "@shunt/contracts/domains";
import { parseShortUrl } from "@shunt/contracts/links";
import { type Db, toContainsPattern } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { LinksDeps } from "../deps.ts";
import { foldText } from "./fold-text.ts";
import { toReadableUrl } from "./readable-url.ts";

/** Per set; far more than people look through. */
const maxMatches = sql.lit(10_000);
/** Characters looked up in the index. */
const maxIndexed = 200;

export interface SearchScope {
  /** SQL condition on `links`. */
  condition: RawBuilder<unknown>;
  /** SQL condition on `tags`; undefined if tags are not searched. */
  tags: RawBuilder<unknown> | undefined;
  /** Only codes on these domains count; undefined for all. */
  domainIds: readonly number[] | undefined;
}

/**
 * Whether a link matches by part of its code, destination, title, notes, folder or tags, regardless of case, accents
 * and encoding, or by its short URL. If very many match, older ones may be missing. Each set uses its own index.
 */
export async function matchesSearch(
  { db, config }: Pick<LinksDeps, "db" | "config">,
  search: string,
  { condition, tags, domainIds }: SearchScope,
): Promise<RawBuilder<boolean>> {
  const isOnDomain = domainIds ? sql`domain_id = any(${domainIds}::int[])` : sql`true`;
  const { texts, folded } = toTexts(search);
  const sets = [
    sql`(
      select id from links where ${condition} and ${hasText(["target_url", "title", "notes"], texts)}
      order by created_at desc, id desc limit ${maxMatches}
    )`,
    sql`(select link_id from link_search join links on links.id = link_id where ${condition} and ${hasText(["search_text"], folded)} limit ${maxMatches})`,
    sql`(
      select link_id from link_codes join links on links.id = link_id
      where ${condition} and ${isOnDomain} and ${hasText(["code"], texts)} limit ${maxMatches}
    )`,
    ...(await toShortUrlSet(db, config.baseUrl, sql`${condition} and ${isOnDomain}`, search)),
    ...(tags === undefined ? [] : await toTagSet(db, tags, search)),
  ];
  // Without statistics, as after the first import, Postgres would look up the sets anew for each link of the list.
  return sql<boolean>`links.id in (
    with matches as materialized (${sql.join(sets, sql` union all `)}) select * from matches)`;
}

/** As typed, and folded with and without decoding, so that `stra%C3%9Fe`, `Straße` and `STRASSE` match each other. */
function toTexts(search: string): { texts: string[]; folded: string[] } {
  const folded = [foldText(search), foldText(toReadableUrl(search))].filter(text => text.trim() !== "");
  // The stored form, which may escape some characters.
  const stored = /^https?:\/\//i.test(search) ? URL.parse(search)?.href : undefined;
  const texts = [search.toLowerCase(), ...folded, ...(stored ? [stored.toLowerCase()] : [])];
  return { texts: unique(texts), folded: unique(folded) };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function hasText(columns: readonly string[], texts: readonly string[]): RawBuilder<unknown> {
  if (texts.length === 0) return sql`false`;
  const conditions = columns.flatMap(column => texts.map(text => contains(sql.ref(column), text)));
  return sql`(${sql.join(conditions, sql` or `)})`;
}

/**
 * Looks up only the start of a long text in the index, as each character costs a look-up, and compares the few rows
 * found in full.
 */
function contains(column: RawBuilder<unknown>, text: string): RawBuilder<unknown> {
  if (text.length <= maxIndexed) return sql`${column} ilike ${toContainsPattern(text)}`;
  const start = text.slice(0, maxIndexed).replace(/[\ud800-\udbff]$/, "");
  return sql`(${column} ilike ${toContainsPattern(start)} and strpos(lower(${column}), lower(${text})) > 0)`;
}

/** The short URL may be partly typed. */
async function toShortUrlSet(
  db: Db,
  baseUrl: string,
  condition: RawBuilder<unknown>,
  search: string,
): Promise<RawBuilder<unknown>[]> {
  const shortUrl = parseShortUrl(search);
  // The beginning of a code may be too short to be one.
  const code = shortUrl?.code ?? /^[A-Za-z0-9_-]+$/.exec(shortUrl?.path ?? "")?.[0];
  if (!shortUrl || !code) return [];
  const isShared = shortUrl.host === new URL(baseUrl).hostname;
  const domain = await db.selectFrom("domains").select("id").where("host", "=", shortUrl.host).executeTakeFirst();
  const domainId = isShared ? defaultDomainId : domain?.id;
  if (domainId === undefined) return [];
  return [
    sql`(
      select link_id from link_codes join links on links.id = link_id
      where ${condition} and domain_id = ${domainId} and code ilike ${toContainsPattern(code).slice(1)} limit ${maxMatches}
    )`,
  ];
}

/** Compares tags in memory, as an account has few. */
async function toTagSet(db: Db, tags: RawBuilder<unknown>, search: string): Promise<RawBuilder<unknown>[]> {
  const wanted = foldText(search);
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from tags where ${tags} limit ${maxMatches}`.execute(db);
  const ids = rows.flatMap(({ id, name }) => (foldText(name).includes(wanted) ? [id] : []));
  return ids.length === 0
    ? []
    : [sql`(select link_id from link_tags where tag_id = any(${ids}::uuid[]) limit ${maxMatches})`];
}
