import type { ListLinks } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { type Db, selectTotals } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { type Caller, visibleTo } from "../../access/index.ts";
import { fromCursor, type Position, toCursor } from "../../http/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { afterPosition, createdPosition, getLinksInOrder } from "../link-store.ts";
import { toLinkCondition } from "./link-condition.ts";

export interface OwnLinks {
  links: LinkRecord[];
  /** Undefined for a page requested by cursor. */
  total: number | undefined;
  nextCursor: string | null;
}

const sortColumns = {
  created_at: sql`links.created_at`,
  click_count: sql`coalesce(totals.human_clicks, 0)`,
  last_click: sql`coalesce(totals.last_clicked_at, '-infinity')`,
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
  const sorted = (column === "created_at" ? db.selectFrom("links") : joinTotals(db, visibleTo(actor, "link")))
    .select(["links.id", createdPosition])
    .where(condition)
    .orderBy(sortColumns[column], direction)
    .orderBy("links.id", direction)
    // One extra row shows whether there is another page.
    .limit(query.size + 1);
  const toPage = async (rows: readonly Position[]) => {
    const found = rows.slice(0, query.size);
    const last = found.at(-1);
    const hasCursor = column === "created_at" && rows.length > query.size && last !== undefined;
    return { links: await getLinksInOrder(db, found), nextCursor: hasCursor ? toCursor(last) : null };
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

/** @param isSeen condition on `links`, true for all links of the statement */
function joinTotals(db: Db, isSeen: RawBuilder<boolean>) {
  const totals = selectTotals(sql`select id from links where ${isSeen}`).as("totals");
  return db.selectFrom("links").leftJoin(totals, "totals.link_id", "links.id");
}
