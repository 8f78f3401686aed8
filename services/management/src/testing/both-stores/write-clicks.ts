import { randomUUID } from "node:crypto";
import { type ClickHouse, noVisitor } from "@shunt/clickhouse";
import {
  addToWorkspaces,
  countedDetail,
  countedDimensions,
  countedValue,
  type Db,
  type LinkDay,
  optionalTextColumns,
  selectClicks,
} from "@shunt/db";
import { sql } from "kysely";
import { insertClick } from "../insert-click.ts";
import { hashOf, type RandomClick } from "./random-clicks.ts";

const rowsAtOnce = 1_000;
const longest = 500;

/** A link by the last reset of its statistics, in milliseconds; 0: never. */
export type ResetTimes = ReadonlyMap<string, number>;

/**
 * Writes clicks and their sums as a worker does.
 *
 * @param slimLinks links whose clicks are in `slim_clicks`, with ids of their own
 */
export async function writeToPostgres(
  db: Db,
  clicks: readonly RandomClick[],
  resets: ResetTimes,
  slimLinks: ReadonlySet<string>,
): Promise<void> {
  const firsts = findFirsts(clicks, resets);
  const { rows: links } = await sql<{ id: string; workspaceId: string }>`
    select id, workspace_id as "workspaceId" from links`.execute(db);
  const workspaces = new Map(links.map(({ id, workspaceId }) => [id, workspaceId]));
  const toRow = (click: RandomClick) => ({
    ...Object.fromEntries(optionalTextColumns.map(name => [name, click[name]])),
    id: click.id,
    clicked_at: new Date(click.at),
    link_id: click.linkId,
    workspace_id: workspaces.get(click.linkId) as string,
    class: click.class,
    source: click.source,
    destination: [...click.destination].slice(0, longest).join(""),
    destination_hash: isLong(click) ? hashOf(click.destination) : null,
    visitor_hash: click.visitor === null ? null : Buffer.from(click.visitor, "hex"),
    is_first_visit: firsts.has(click),
  });
  const [slim = [], wide = []] = [true, false].map(isSlim =>
    clicks.filter(({ linkId }) => slimLinks.has(linkId) === isSlim),
  );
  for (const click of slim)
    await insertClick.slim_clicks(db, { ...toRow(click), destination: click.destination } as never);
  for (let start = 0; start < wide.length; start += rowsAtOnce) {
    const rows = wide.slice(start, start + rowsAtOnce).map(toRow);
    await db
      .insertInto("click_events")
      .values(rows as never)
      .execute();
  }
  const long = new Map(
    wide.filter(isLong).map(({ linkId, destination }) => [`${linkId} ${destination}`, { linkId, destination }]),
  );
  for (const { linkId, destination } of long.values()) {
    await db
      .insertInto("link_destinations")
      .values({ link_id: linkId, hash: hashOf(destination), url: destination })
      .execute();
  }
  await writeSums(db, [...workspaces.keys()]);
}

function isLong({ destination }: RandomClick): boolean {
  return [...destination].length > longest;
}

/** The first click of each visitor on a link and UTC day since its last reset. */
function findFirsts(clicks: readonly RandomClick[], resets: ResetTimes): ReadonlySet<RandomClick> {
  const firsts = new Map<string, RandomClick>();
  for (const click of clicks) {
    if (click.visitor === null) continue;
    const key = [
      click.linkId,
      sinceOf(click, resets),
      new Date(click.at).toISOString().slice(0, 10),
      click.visitor,
    ].join();
    const known = firsts.get(key);
    if (!known || click.at < known.at) firsts.set(key, click);
  }
  return new Set(firsts.values());
}

/** The reset that was in force when the click was written. */
export function sinceOf({ linkId, at }: RandomClick, resets: ResetTimes): number {
  const reset = resets.get(linkId) ?? 0;
  return at < reset ? 0 : reset;
}

async function writeSums(db: Db, linkIds: readonly string[]): Promise<void> {
  const clicks = sql`${selectClicks(sql`
    join (select id, clicks_since from links where id = any(${linkIds}::uuid[])) as known
      on known.id = e.link_id and e.clicked_at >= known.clicks_since`)} as e`;
  const sums = sql`count(*), count(*) filter (where class = 'human'), count(*) filter (where is_first_visit),
    count(*) filter (where class = 'human' and source = 'qr')`;
  const day = sql`(clicked_at at time zone 'UTC')::date`;
  await sql`insert into link_daily (link_id, day, clicks, human_clicks, unique_visitors, scans)
    select link_id, ${day}, ${sums} from ${clicks} group by 1, 2`.execute(db);
  await sql`insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, date_bin('15 minutes', clicked_at, timestamptz 'epoch'), ${sums} from ${clicks} group by 1, 2`.execute(
    db,
  );
  for (const dimension of countedDimensions) {
    await sql`insert into link_daily_dimension (link_id, dimension, day, value, detail, clicks, human_clicks)
      select link_id, ${dimension.name}, ${day}, ${countedValue(dimension)}, coalesce(${countedDetail(dimension)}, ''),
        count(*), count(*) filter (where class = 'human')
      from ${clicks} where ${countedValue(dimension)} is not null group by 1, 2, 3, 4, 5`.execute(db);
  }
  await addSomeToWorkspaces(db);
}

/** So that answers about a workspace are made of both. */
async function addSomeToWorkspaces(db: Db): Promise<void> {
  const { rows } = await sql<LinkDay>`
    select link_id as "linkId", day::text as day from link_daily
    where day < (now() at time zone 'UTC')::date and hashtext(link_id::text || day) % 3 <> 0`.execute(db);
  await db.transaction().execute(tx => addToWorkspaces(tx, rows));
}

const columns = [
  "link_id",
  ...["since", "clicked_at", "id", "class", "visitor_hash", "source", "destination", "coarse"],
  ...optionalTextColumns,
] as const;

/** Writes the same clicks to ClickHouse, in the order of time, as an insert may touch a hundred days at most. */
export async function writeToClickHouse(
  clickHouse: ClickHouse,
  clicks: readonly RandomClick[],
  resets: ResetTimes,
): Promise<void> {
  const sorted = clicks.toSorted((a, b) => a.at - b.at);
  for (let start = 0; start < sorted.length; start += rowsAtOnce) {
    const lines = sorted.slice(start, start + rowsAtOnce).map(click => toLine(click, resets));
    await clickHouse.insert("new_clicks", lines.join(""), { columns, token: randomUUID() });
  }
}

function toLine(click: RandomClick, resets: ResetTimes): string {
  const { linkId, at, id, visitor, source, destination } = click;
  const time = new Date(at).toISOString().replace("T", " ").slice(0, -1);
  const first = [linkId, sinceOf(click, resets), time, id, click.class, visitor ?? noVisitor, source, destination, 0];
  const fields = [...first, ...optionalTextColumns.map(name => click[name] ?? "")];
  return `${fields.map(toField).join("\t")}\n`;
}

function toField(value: string | number): string {
  return String(value).replace(/[\\\t\n]/g, special => escapes[special] as string);
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n" };
