import type { ListLinks } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { fromCursor, type Position, toCursor } from "../../http/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { afterPosition, createdPosition, getLinkRows } from "../link-store.ts";
import { toLinkCondition } from "./link-condition.ts";

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
 * @throws the Problems of `toLinkCondition`, or "validation-failed" for an invalid cursor, or one combined with another
 * order
 */
export async function listOwnLinks(context: LinksDeps, actor: Caller, query: ListLinks): Promise<OwnLinks> {
  const { db } = context;
  const condition = await toLinkCondition(context, actor, query);
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
